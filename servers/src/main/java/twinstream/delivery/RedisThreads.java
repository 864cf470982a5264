package twinstream.delivery;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.Transports;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// What the client of Redis runs on. The servers are measured, so it is one thread for the
/// connection and at most two that seldom wake, in place of one for each core and more.
final class RedisThreads {
  private static final ThreadFactory DAEMONS = new DefaultThreadFactory("reply-log", true);

  private final DefaultEventLoopGroupProvider loops =
      new DefaultEventLoopGroupProvider(1, _ -> DAEMONS);
  private final DefaultEventExecutorGroup events = new DefaultEventExecutorGroup(1, DAEMONS);
  private final ClientResources resources;

  /// @param counts is told the bytes that are written
  RedisThreads(LogCounts counts) {
    resources =
        ClientResources.builder()
            .eventLoopGroupProvider(loops)
            .eventExecutorGroup(events)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .nettyCustomizer(
                new NettyCustomizer() {
                  @Override
                  public void afterChannelInitialized(Channel channel) {
                    channel.pipeline().addFirst(new Counted(counts));
                  }
                })
            .build();
  }

  ClientResources resources() {
    return resources;
  }

  /// The thread that connections are on.
  EventExecutor only() {
    return loops.allocate(Transports.eventLoopGroupClass()).next();
  }

  void close() {
    Future<?> _ = resources.shutdown(0, 0, TimeUnit.MILLISECONDS);
    Future<?> _ = loops.shutdown(0, 0, TimeUnit.MILLISECONDS);
    Future<?> _ = events.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
  }

  private static final class Counted extends ChannelOutboundHandlerAdapter {
    private final LogCounts counts;

    Counted(LogCounts counts) {
      this.counts = counts;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf buffer) {
        counts.bytes.add(buffer.readableBytes());
      }
      context.write(message, promise);
    }
  }
}
