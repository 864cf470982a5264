package twinstream.reader;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// Carries a stream over a TCP connection that nobody shares: the one ends with the other.
abstract class OwnConnection extends ChannelInboundHandlerAdapter implements Carrier {
  final Stream stream;
  private final Stamp stamp;
  private @Nullable ChannelHandlerContext context;
  private boolean broken;

  OwnConnection(Stamp stamp, Stream stream) {
    this.stamp = stamp;
    this.stream = stream;
  }

  /// Sends the request, once the connection is there.
  abstract void ask(ChannelHandlerContext active);

  /// Takes what came; it is released afterwards.
  abstract void received(ChannelHandlerContext reading, Object part);

  @Override
  public final void handlerAdded(ChannelHandlerContext added) {
    context = added;
    stream.carriedBy(this);
  }

  @Override
  public final void channelActive(ChannelHandlerContext active) {
    stream.connected();
    ask(active);
  }

  @Override
  public final void channelRead(ChannelHandlerContext reading, Object part) {
    try {
      // What came in one read with that which broke it is of no use.
      if (!broken) {
        received(reading, part);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  @Override
  public final void channelInactive(ChannelHandlerContext inactive) {
    stream.closed("the connection ended before the reply did");
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    broken = true;
    stream.failed(cause.toString());
    failed.close();
  }

  @Override
  public final long receivedNanos() {
    return stamp.nanos();
  }

  @Override
  public final ByteBufAllocator buffers() {
    return context().alloc();
  }

  @Override
  public final void send(ByteBuf bytes) {
    context().writeAndFlush(bytes, context().voidPromise());
  }

  @Override
  public final void end() {
    context().close();
  }

  @Override
  public final void leave() {
    context().channel().close();
  }

  @Override
  public final void cut() {
    Sockets.cut(context().channel());
  }

  @Override
  public final void stall() {
    context().channel().config().setAutoRead(false);
  }

  @Override
  public final void gather() {
    Gathering.on(context().channel());
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("this stream has no connection yet");
    }
    return context;
  }
}
