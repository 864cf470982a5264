package twinstream.reader;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The event loops on which readers live: the system's own where Netty has them, Java's elsewhere.
public final class Loops implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group;
  private final Sockets sockets = new Sockets();
  private final Map<EventLoop, SharedConnections> shared = new ConcurrentHashMap<>();

  /// @param threads one loop each
  public Loops(int threads) {
    IoHandlerFactory io = isNative() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(threads, io);
  }

  /// True where readers run on the system's own event loop.
  public static boolean isNative() {
    return Epoll.isAvailable();
  }

  /// The next loop, in turn.
  public EventLoop next() {
    return group.next();
  }

  /// Opens one stream on a loop. What happens on it is told to the listener, there.
  public OpenStream open(EventLoop loop, Reader reader, Target target, ReplyListener listener) {
    var stream = new Stream(loop, listener);
    switch (reader) {
      case HttpReader http when http.sharesConnections() -> share(loop, http, target, stream);
      case HttpReader http -> {
        var stamp = new Stamp();
        var codec = new HttpClientCodec();
        var carrier = new Http1Stream(stamp, codec, stream, http.dialogue(target, stream));
        var _ = sockets.connect(loop, target, Tls.HTTP_1, stamp, stream::closed, codec, carrier);
      }
      case RawTcpReader _ -> {
        var stamp = new Stamp();
        var carrier = new RawTcpStream(stamp, stream, target);
        var _ = sockets.connect(loop, target, Tls.BARE, stamp, stream::closed, carrier);
      }
    }
    return stream;
  }

  private void share(EventLoop loop, HttpReader reader, Target target, Stream stream) {
    SharedConnections connections =
        shared.computeIfAbsent(loop, one -> new SharedConnections(one, sockets));
    stream.onLoop(() -> connections.open(target, stream, reader.dialogue(target, stream)));
  }

  /// Ends all connections, also those that wait for further streams.
  @Override
  public void close() {
    sockets.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
