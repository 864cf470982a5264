package twinstream.reader;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/// Reads replies as WebSocket messages. The reader starts the closing handshake when the reply is
/// done.
record WebSocketReader(String transport, boolean sharesConnections) implements HttpReader {
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  @Override
  public Dialogue dialogue(Target target, Stream stream) {
    return new Messages(target, stream);
  }

  private static final class Messages implements Dialogue, FrameParser.Frames {
    private final Target target;
    private final Stream stream;
    private final FrameParser parser = new FrameParser(this, MAX_MESSAGE_BYTES);
    private final Upgrade upgrade;
    private boolean closing;

    Messages(Target target, Stream stream) {
      this.target = target;
      this.stream = stream;
      upgrade = new Upgrade(target);
    }

    @Override
    public HttpRequest request() {
      return upgrade.request();
    }

    @Override
    public Http2Headers headers() {
      Http2Headers headers =
          new DefaultHttp2Headers(false)
              .method(HttpMethod.CONNECT.asciiName())
              .set(Http2Headers.PseudoHeaderName.PROTOCOL.value(), "websocket")
              .scheme(target.scheme())
              .authority(target.host())
              .path(target.pathAndQuery())
              .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, Upgrade.VERSION);
      if (target.offer().extension() != null) {
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, target.offer().extension());
      }
      return headers;
    }

    @Override
    public boolean isTunnel() {
      return true;
    }

    @Override
    public boolean isOpenedBy(HttpResponse answer) {
      if (answer.status().code() != 101) {
        return false;
      }
      upgrade.check(answer);
      return true;
    }

    @Override
    public CharSequence compressionField() {
      return HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS;
    }

    @Override
    public void opened(@Nullable CharSequence compression) {
      Inflating inflating = Inflating.agreed(target.offer(), compression);
      if (inflating != null) {
        parser.inflateWith(inflating);
        stream.whenClosed(inflating::free);
      }
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
      parser.feed(bytes, from, to);
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
      switch (MessageKind.of(bytes, from, to)) {
        case TOKEN -> stream.token(bytes, from, to, ReplyListener.NO_INDEX);
        case RECORD -> stream.started(bytes, from, to);
        case ERROR -> stream.error(bytes, from, to);
        case DONE -> {
          stream.done();
          sendClose();
        }
      }
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {
      throw new FrameParser.ProtocolException("a binary message came where text was asked for");
    }

    @Override
    public void ping(byte[] bytes, int from, int to) {
      stream.send(MaskedFrame.of(stream.buffers(), MaskedFrame.PONG, bytes, from, to));
    }

    @Override
    public void pong(byte[] bytes, int from, int to) {}

    @Override
    public void close(int code, byte[] text, int from, int to) {
      if (!closing && code != 1000) {
        stream.failed("closed with " + code);
      }
      sendClose();
      stream.end();
    }

    private void sendClose() {
      if (!closing) {
        closing = true;
        byte[] code = MaskedFrame.NORMAL;
        stream.send(MaskedFrame.of(stream.buffers(), MaskedFrame.CLOSE, code, 0, code.length));
      }
    }
  }
}
