package twinstream.reader;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/// Reads at most once a millisecond, and then all that has come. For floods, whose tokens have no
/// due times: a reader that wakes up for each token costs about as much as the server that it
/// should keep busy, and would be the bottleneck.
final class Gathering extends ChannelInboundHandlerAdapter {
  private static final long PAUSE_MICROS = 1_000;

  private Gathering() {}

  /// Gathers what comes on a channel, in front of everything else. Its event loop only.
  static void on(Channel channel) {
    if (channel.pipeline().get(Gathering.class) == null) {
      channel.pipeline().addFirst(new Gathering());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    context.channel().config().setAutoRead(false);
    var _ =
        context
            .executor()
            .schedule(
                () -> context.channel().config().setAutoRead(true),
                PAUSE_MICROS,
                TimeUnit.MICROSECONDS);
  }
}
