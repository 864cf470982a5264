package twinstream.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads replies as server-sent events. A reply has ended with its response.
record SseReader(String transport, boolean sharesConnections) implements HttpReader {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);
  private static final byte[] REPLY = "reply".getBytes(US_ASCII);
  private static final byte[] RECORD = "{\"reply\":\"".getBytes(US_ASCII);
  private static final byte[] ERROR = "error".getBytes(US_ASCII);
  private static final String EVENTS = "text/event-stream";

  @Override
  public Dialogue dialogue(Target target, Stream stream) {
    return new Events(target, stream);
  }

  private static final class Events implements Dialogue, EventStreamParser.Events {
    private final Target target;
    private final Stream stream;
    private final EventStreamParser parser = new EventStreamParser(this);
    private Decoding decoding = parser::feed;
    private byte[] reply = {};

    Events(Target target, Stream stream) {
      this.target = target;
      this.stream = stream;
    }

    @Override
    public HttpRequest request() {
      var request =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target.pathAndQuery());
      request.headers().set(HttpHeaderNames.HOST, target.host());
      request.headers().set(HttpHeaderNames.ACCEPT, EVENTS);
      if (target.offer().coding() != null) {
        request.headers().set(HttpHeaderNames.ACCEPT_ENCODING, target.offer().coding());
      }
      return request;
    }

    @Override
    public Http2Headers headers() {
      Http2Headers headers =
          new DefaultHttp2Headers(false)
              .method(HttpMethod.GET.asciiName())
              .scheme(target.scheme())
              .authority(target.host())
              .path(target.pathAndQuery())
              .set(HttpHeaderNames.ACCEPT, EVENTS);
      if (target.offer().coding() != null) {
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, target.offer().coding());
      }
      return headers;
    }

    @Override
    public boolean isTunnel() {
      return false;
    }

    @Override
    public boolean isOpenedBy(HttpResponse answer) {
      return answer.status().code() == 200;
    }

    @Override
    public CharSequence compressionField() {
      return HttpHeaderNames.CONTENT_ENCODING;
    }

    @Override
    public void opened(@Nullable CharSequence compression) {
      decoding = Decoding.agreed(target.offer(), compression, parser::feed);
      if (compression != null) {
        stream.whenClosed(decoding::free);
      }
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
      decoding.feed(bytes, from, to);
    }

    @Override
    public void event(
        EventStreamParser.Text type,
        EventStreamParser.Text lastEventId,
        byte[] bytes,
        int from,
        int to) {
      if (type.isEmpty()) {
        if (Arrays.equals(bytes, from, to, DONE, 0, DONE.length)) {
          stream.done();
        } else {
          stream.token(bytes, from, to, index(lastEventId));
        }
      } else if (type.equalTo(REPLY)) {
        reply = replyId(bytes, from, to);
        stream.started(bytes, from, to);
      } else if (type.equalTo(ERROR)) {
        stream.error(bytes, from, to);
      }
    }

    private int index(EventStreamParser.Text id) {
      int index = id.startsWith(reply) ? id.numberBehindColon(reply.length) : -1;
      return index < 0 ? ReplyListener.WRONG_ID : index;
    }

    // The control record begins with its reply's id, which holds no quotation mark.
    private static byte[] replyId(byte[] record, int from, int to) {
      int start = from + RECORD.length;
      int end = start;
      while (end < to && record[end] != '"') {
        end++;
      }
      return start < to ? Arrays.copyOfRange(record, start, end) : new byte[0];
    }
  }
}
