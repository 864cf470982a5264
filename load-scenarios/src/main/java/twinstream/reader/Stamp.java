package twinstream.reader;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Takes the receive time of each read, before anything is done with its bytes. One per stream; its
/// event loop only.
public final class Stamp extends ChannelInboundHandlerAdapter {
  private long nanos;

  /// When the bytes being handled were received, on the [System#nanoTime()] clock.
  public long nanos() {
    return nanos;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    nanos = System.nanoTime();
    context.fireChannelRead(message);
  }
}
