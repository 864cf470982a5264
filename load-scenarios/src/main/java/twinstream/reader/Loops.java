package twinstream.reader;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;

/// The event loops on which readers live: the system's own where Netty has them, Java's elsewhere.
public final class Loops implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private final MultiThreadIoEventLoopGroup group;

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
  public Channel open(EventLoop loop, Reader reader, Target target, ReplyListener listener) {
    Bootstrap bootstrap = new Bootstrap();
    bootstrap
        .group(loop)
        .channel(isNative() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                var stamp = new Stamp();
                channel.pipeline().addLast(stamp);
                reader.install(channel.pipeline(), target, stamp, listener);
              }
            });
    ChannelFuture connecting = bootstrap.connect(target.address());
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        listener.closed("could not connect: " + done.cause().getMessage());
      }
    });
    return connecting.channel();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
