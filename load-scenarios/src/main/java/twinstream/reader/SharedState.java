package twinstream.reader;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;

/// Tells a shared connection what becomes of its channel. Stands behind Netty's handler, which
/// passes on the end of the channel before it ends the streams.
final class SharedState extends ChannelInboundHandlerAdapter {
  private final SharedConnection connection;

  SharedState(SharedConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Http2Exception {
    connection.established();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.ended("the connection ended before the reply did");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.ended(cause.toString());
    context.close();
  }
}
