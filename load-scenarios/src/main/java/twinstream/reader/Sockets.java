package twinstream.reader;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.function.Consumer;

/// Opens the TCP connections of readers, and ends those that are left.
final class Sockets implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  // Netty's loops do not promise to: one told to end between its two looks at that, without a quiet
  // period, leaves its channels as they are.
  private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

  /// Begins to connect. Behind the stamp, and TLS where the target wants it, stand the given
  /// handlers, for which the channel is active when both are established.
  ///
  /// @param failed is told, on the loop, why there is no connection
  Channel connect(
      EventLoop loop,
      Target target,
      Tls tls,
      Stamp stamp,
      Consumer<String> failed,
      ChannelHandler... handlers) {
    Bootstrap bootstrap = new Bootstrap();
    bootstrap
        .group(loop)
        .channel(Loops.isNative() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(stamp);
                if (target.tls()) {
                  channel.pipeline().addLast(tls.handler(channel.alloc()), tls.gate());
                }
                channel.pipeline().addLast(handlers);
              }
            });
    if (target.receiveBytes() > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, target.receiveBytes());
    }
    ChannelFuture connecting = bootstrap.connect(target.address());
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        failed.accept("could not connect: " + reason(done.cause()));
      }
    });
    open.add(connecting.channel());
    return connecting.channel();
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /// Ends all connections, on their loops, and from then on those that are opened.
  @Override
  public void close() {
    open.close();
  }

  /// Ends a connection as a break of the network does: nothing more is sent but RST.
  static void cut(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }
}
