package twinstream.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads replies as WebSocket messages over HTTP/1.1. The reader starts the closing handshake when
/// the reply is done.
final class WebSocketReader implements Reader {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);
  private static final byte[] REPLY = "{\"reply\"".getBytes(US_ASCII);
  private static final byte[] ERROR = "{\"type\":\"error\"".getBytes(US_ASCII);
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  @Override
  public String transport() {
    return "ws-h1";
  }

  @Override
  public void install(
      ChannelPipeline pipeline, Target target, Stamp stamp, ReplyListener listener) {
    var codec = new HttpClientCodec();
    pipeline.addLast(codec, new Stream(codec, target, stamp, listener));
  }

  private static final class Stream extends ChannelInboundHandlerAdapter
      implements FrameParser.Frames {
    private final HttpClientCodec codec;
    private final Stamp stamp;
    private final ReplyListener listener;
    private final FrameParser parser = new FrameParser(this, MAX_MESSAGE_BYTES);
    private final Upgrade upgrade;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Inflating inflating;
    private int status;
    private String reason = "";
    private boolean closing;

    Stream(HttpClientCodec codec, Target target, Stamp stamp, ReplyListener listener) {
      this.codec = codec;
      upgrade = new Upgrade(target);
      this.stamp = stamp;
      this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
      context = active;
      listener.connected(System.nanoTime());
      active.writeAndFlush(upgrade.request(), active.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object part) {
      try {
        if (part instanceof ByteBuf bytes) {
          Scratch.feed(bytes, parser::feed);
        } else {
          handshake(reading, part);
        }
      } finally {
        ReferenceCountUtil.release(part);
      }
    }

    private void handshake(ChannelHandlerContext reading, Object part) {
      if (part instanceof HttpResponse response) {
        status = response.status().code();
        if (status == 101) {
          inflating = upgrade.check(response);
          parser.inflateWith(inflating);
          listener.opened(stamp.nanos());
        }
      }
      if (part instanceof HttpContent content && status != 101) {
        reason += content.content().toString(UTF_8);
      }
      if (part instanceof LastHttpContent) {
        if (status == 101) {
          // Hands what came behind the 101 to this handler as plain bytes.
          reading.pipeline().remove(codec);
        } else {
          listener.refused(status, reason.strip());
          reason = "";
          reading.close();
        }
      }
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
      if (Arrays.equals(bytes, from, to, DONE, 0, DONE.length)) {
        listener.done();
        sendClose();
      } else if (startsWith(REPLY, bytes, from, to)) {
        listener.started(bytes, from, to, stamp.nanos());
      } else if (startsWith(ERROR, bytes, from, to)) {
        reason = new String(bytes, from, to - from, UTF_8);
      } else {
        listener.token(bytes, from, to, ReplyListener.NO_INDEX, stamp.nanos());
      }
    }

    private static boolean startsWith(byte[] prefix, byte[] bytes, int from, int to) {
      return to - from >= prefix.length
          && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {
      throw new FrameParser.ProtocolException("a binary message came where text was asked for");
    }

    @Override
    public void ping(byte[] bytes, int from, int to) {
      send(MaskedFrame.PONG, bytes, from, to);
    }

    @Override
    public void pong(byte[] bytes, int from, int to) {}

    @Override
    public void close(int code, byte[] text, int from, int to) {
      if (!closing && code != 1000) {
        reason += "closed with " + code;
      }
      sendClose();
      if (context != null) {
        context.close();
      }
    }

    private void sendClose() {
      if (!closing) {
        closing = true;
        send(MaskedFrame.CLOSE, MaskedFrame.NORMAL, 0, MaskedFrame.NORMAL.length);
      }
    }

    private void send(int opcode, byte[] payload, int from, int to) {
      if (context != null) {
        context.writeAndFlush(
            MaskedFrame.of(context.alloc(), opcode, payload, from, to), context.voidPromise());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
      if (inflating != null) {
        inflating.free();
      }
      listener.closed(reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
      reason = cause.toString();
      failed.close();
    }
  }
}
