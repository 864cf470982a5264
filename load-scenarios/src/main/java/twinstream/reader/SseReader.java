package twinstream.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Arrays;

/// Reads replies as server-sent events over HTTP/1.1. The reader ends the connection when the
/// response has ended.
final class SseReader implements Reader {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);
  private static final byte[] REPLY = "reply".getBytes(US_ASCII);
  private static final byte[] RECORD = "{\"reply\":\"".getBytes(US_ASCII);
  private static final byte[] ERROR = "error".getBytes(US_ASCII);

  @Override
  public String transport() {
    return "sse-h1";
  }

  @Override
  public void install(
      ChannelPipeline pipeline, Target target, Stamp stamp, ReplyListener listener) {
    pipeline.addLast(new HttpClientCodec(), new Stream(target, stamp, listener));
  }

  private static final class Stream extends SimpleChannelInboundHandler<HttpObject>
      implements EventStreamParser.Events {
    private final Target target;
    private final Stamp stamp;
    private final ReplyListener listener;
    private final EventStreamParser parser = new EventStreamParser(this);
    private Decoding decoding = parser::feed;
    private int status;
    private String reason = "";
    private byte[] reply = {};

    Stream(Target target, Stamp stamp, ReplyListener listener) {
      this.target = target;
      this.stamp = stamp;
      this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      listener.connected(System.nanoTime());
      var request =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target.pathAndQuery());
      request.headers().set(HttpHeaderNames.HOST, target.host());
      request.headers().set(HttpHeaderNames.ACCEPT, "text/event-stream");
      if (target.offer().coding() != null) {
        request.headers().set(HttpHeaderNames.ACCEPT_ENCODING, target.offer().coding());
      }
      context.writeAndFlush(request, context.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpResponse response) {
        status = response.status().code();
        if (status == 200) {
          decoding = decoding(response);
          listener.opened(stamp.nanos());
        }
      }
      if (part instanceof HttpContent content) {
        if (status == 200) {
          Scratch.feed(content.content(), decoding);
        } else {
          reason += content.content().toString(UTF_8);
        }
      }
      if (part instanceof LastHttpContent) {
        if (status != 200) {
          listener.refused(status, reason.strip());
          reason = "";
        }
        context.close();
      }
    }

    private Decoding decoding(HttpResponse response) {
      String coding = response.headers().get(HttpHeaderNames.CONTENT_ENCODING);
      return Decoding.agreed(target.offer(), coding, parser::feed);
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
          listener.done();
        } else {
          listener.token(bytes, from, to, index(lastEventId), stamp.nanos());
        }
      } else if (type.equalTo(REPLY)) {
        reply = replyId(bytes, from, to);
        listener.started(bytes, from, to, stamp.nanos());
      } else if (type.equalTo(ERROR)) {
        reason = new String(bytes, from, to - from, UTF_8);
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

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      decoding.free();
      listener.closed(reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      reason = cause.toString();
      context.close();
    }
  }
}
