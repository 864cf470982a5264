package twinstream.reader;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/// Reads at most once a millisecond, and then all that has come. For floods, whose tokens have no
/// due times: a reader that wakes up for each token costs about as much as the server that it
/// should keep busy, and would be the bottleneck.
public final class Gathering extends ChannelInboundHandlerAdapter {
  private static final long PAUSE_MICROS = 1_000;

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
