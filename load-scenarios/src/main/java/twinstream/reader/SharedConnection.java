package twinstream.reader;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection of HTTP/2 (RFC 9113) and the streams that share it. Event loop only.
///
/// Netty's decoder calls [SharedFrames] for each frame, without an object per frame or a channel
/// per stream.
final class SharedConnection {
  // Never the limit: readers take at once all that comes.
  private static final int STREAM_WINDOW_BYTES = 1 << 20;
  private static final int CONNECTION_WINDOW_BYTES = 16 << 20;
  // Well below the idle time-outs of servers: no stream meets a connection that is being closed.
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Stamp stamp = new Stamp();
  private final int most;
  private final Consumer<SharedConnection> streamEnded;
  private final Deque<SharedStream> waiting = new ArrayDeque<>();
  private final Http2Connection http2 = new DefaultHttp2Connection(false);
  private final Http2Connection.PropertyKey carriers = http2.newKey();
  private final Http2ConnectionHandler handler;
  private @Nullable ChannelHandlerContext context;
  private boolean established;
  private boolean settled;
  private boolean allowsTunnels;
  private long restingSinceNanos = System.nanoTime();
  private String ending = "";
  private boolean listed;

  /// @param most streams at a time
  /// @param windowBytes of each stream; 0 for the usual
  /// @param streamEnded is told when there is room again
  SharedConnection(int most, int windowBytes, Consumer<SharedConnection> streamEnded) {
    this.most = most;
    this.streamEnded = streamEnded;
    var frames = new SharedFrames(this);
    http2.addListener(frames);
    handler =
        new Http2ConnectionHandlerBuilder()
            .connection(http2)
            .frameListener(frames)
            .initialSettings(
                Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(windowBytes == 0 ? STREAM_WINDOW_BYTES : windowBytes))
            // What is left is cut: a crowd that goes does not wait for replies of minutes.
            .gracefulShutdownTimeoutMillis(0)
            // And without GOAWAY, which says nothing to a server whose streams are all cut, and
            // which
            // its own streams would name as their end.
            .decoupleCloseAndGoAway(true)
            .build();
  }

  void connect(Sockets sockets, EventLoop loop, Target target) {
    Channel channel =
        sockets.connect(
            loop,
            // What one stream may hold back must not hold back the others.
            target.receiving(0),
            Tls.HTTP_2,
            stamp,
            this::ended,
            handler,
            new SharedState(this));
    context = channel.pipeline().context(handler);
  }

  /// Whether it stands among those that may have room.
  boolean isListed() {
    return listed;
  }

  void setListed(boolean value) {
    listed = value;
  }

  /// True when one more stream may be opened. Ends the connection when it has rested for too long.
  boolean hasRoom() {
    int streams = http2.local().numActiveStreams() + waiting.size();
    if (streams == 0 && established && System.nanoTime() - restingSinceNanos > KEPT_NANOS) {
      ended("the connection had rested for too long");
      context().close();
    }
    return ending.isEmpty() && streams < Math.min(most, http2.local().maxActiveStreams());
  }

  /// Opens a stream, as soon as the connection is ready for it.
  void open(Stream stream, Dialogue dialogue) {
    var carrier = new SharedStream(this, stream, dialogue);
    stream.carriedBy(carrier);
    if (established) {
      stream.connected();
    }
    waiting.add(carrier);
    openWaiting();
  }

  /// TCP, and TLS where wanted, are there.
  void established() throws Http2Exception {
    established = true;
    http2
        .local()
        .flowController()
        .incrementWindowSize(
            http2.connectionStream(), CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
    context().flush();
    waiting.forEach(carrier -> carrier.stream.connected());
    openWaiting();
  }

  /// What the server allows has come.
  void settled(Http2Settings settings) {
    settled = true;
    allowsTunnels |= Boolean.TRUE.equals(settings.connectProtocolEnabled());
    openWaiting();
  }

  private void openWaiting() {
    boolean asked = false;
    for (SharedStream carrier : List.copyOf(waiting)) {
      if (established
          && (settled || !carrier.dialogue.isTunnel())
          && http2.local().numActiveStreams() < http2.local().maxActiveStreams()) {
        waiting.remove(carrier);
        asked |= ask(carrier);
      }
    }
    if (asked) {
      context().flush();
    }
  }

  private boolean ask(SharedStream carrier) {
    boolean tunnel = carrier.dialogue.isTunnel();
    if (tunnel && !allowsTunnels) {
      close(carrier, "the server allows no extended CONNECT (RFC 8441, 3)");
      return false;
    }
    int id = http2.local().incrementAndGetNextStreamId();
    var _ =
        handler
            .encoder()
            .writeHeaders(
                context(), id, carrier.dialogue.headers(), 0, !tunnel, context().newPromise());
    Http2Stream stream = http2.stream(id);
    if (stream == null) {
      close(carrier, "the connection took no further stream");
      return false;
    }
    stream.setProperty(carriers, carrier);
    carrier.askedAs(id);
    return true;
  }

  @Nullable SharedStream carrier(@Nullable Http2Stream stream) {
    return stream == null ? null : stream.getProperty(carriers);
  }

  @Nullable SharedStream carrier(int id) {
    return carrier(http2.stream(id));
  }

  void send(int id, ByteBuf bytes, boolean last) {
    Http2Stream stream = http2.stream(id);
    if (stream == null || !stream.state().localSideOpen()) {
      bytes.release();
      return;
    }
    var _ = handler.encoder().writeData(context(), id, bytes, 0, last, context().newPromise());
    handler.flush(context());
  }

  void end(int id) {
    send(id, Unpooled.EMPTY_BUFFER, true);
  }

  void reset(int id) {
    var _ = handler.resetStream(context(), id, Http2Error.CANCEL.code(), context().newPromise());
    handler.flush(context());
  }

  /// Resets the stream, or breaks the connection where no other is on it.
  void cut(int id) {
    if (http2.local().numActiveStreams() == 1 && waiting.isEmpty()) {
      ended("the connection broke");
      Sockets.cut(context().channel());
    } else {
      reset(id);
    }
  }

  /// A stream's reader went before it was asked for.
  void forget(SharedStream carrier) {
    if (waiting.remove(carrier)) {
      close(carrier, "");
    }
  }

  /// A stream is over.
  void closed(SharedStream carrier) {
    close(carrier, carrier.ending().isEmpty() ? ending : carrier.ending());
    restingSinceNanos = System.nanoTime();
    streamEnded.accept(this);
    openWaiting();
  }

  // Later, as a channel of its own would: never inside a call of the stream's own.
  private void close(SharedStream carrier, String how) {
    context().executor().execute(() -> carrier.stream.closed(how));
  }

  /// Takes no further streams.
  ///
  /// @param why as told to the streams that end with it
  void ended(String why) {
    if (ending.isEmpty()) {
      ending = why;
    }
    List<SharedStream> never = new ArrayList<>(waiting);
    waiting.clear();
    never.forEach(carrier -> close(carrier, ending));
  }

  long receivedNanos() {
    return stamp.nanos();
  }

  ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("this connection was not begun");
    }
    return context;
  }
}
