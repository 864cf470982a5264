package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/// Hands the frames of a shared connection to the streams that they belong to. Event loop only.
final class SharedFrames extends Http2EventAdapter {
  private final SharedConnection connection;

  SharedFrames(SharedConnection connection) {
    this.connection = connection;
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) {
    connection.settled(settings);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int id,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean last) {
    onHeadersRead(context, id, headers, padding, last);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean last) {
    SharedStream carrier = connection.carrier(id);
    if (carrier == null) {
      return;
    }
    // Trailers have none.
    CharSequence status = headers.status();
    if (status != null && status.length() == 3 && status.charAt(0) != '1') {
      carrier.answered(Integer.parseInt(status, 0, 3, 10), headers);
    }
    if (last) {
      carrier.serverEnded();
    }
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean last) {
    int bytes = data.readableBytes() + padding;
    SharedStream carrier = connection.carrier(id);
    if (carrier != null && carrier.isStalled()) {
      // Nothing of its window is given back. The connection's is when the stream has ended.
      return 0;
    }
    if (carrier != null) {
      carrier.received(data);
      if (last) {
        carrier.serverEnded();
      }
    }
    // All of it: the window is given back as far as it was used.
    return bytes;
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext context, int id, long code) {
    SharedStream carrier = connection.carrier(id);
    if (carrier != null) {
      carrier.endsBy("the server sent RST_STREAM with " + nameOf(code));
    }
  }

  @Override
  public void onGoAwayReceived(int lastStreamId, long code, @Nullable ByteBuf reason) {
    connection.ended("the server sent GOAWAY with " + nameOf(code) + text(reason));
  }

  // Netty ends the connection when the server breaks the protocol.
  @Override
  public void onGoAwaySent(int lastStreamId, long code, @Nullable ByteBuf reason) {
    connection.ended("the reader sent GOAWAY with " + nameOf(code) + text(reason));
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    SharedStream carrier = connection.carrier(stream);
    if (carrier != null) {
      connection.closed(carrier);
    }
  }

  private static String nameOf(long code) {
    Http2Error error = Http2Error.valueOf(code);
    return error == null ? "code " + code : error.name();
  }

  private static String text(@Nullable ByteBuf reason) {
    return reason == null || !reason.isReadable() ? "" : ": " + reason.toString(UTF_8);
  }
}
