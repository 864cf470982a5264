package twinstream.reader;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// TLS of Java itself in front of a protocol. Any certificate will do: servers under test are on
/// this host. No session is resumed, so that every connection pays the same.
enum Tls {
  /// Agrees on HTTP/1.1, or on nothing where the server speaks nothing else.
  HTTP_1("http/1.1"),
  /// Insists on HTTP/2 (RFC 9113, 3.2).
  HTTP_2("h2"),
  /// Without ALPN.
  BARE("");

  private final SslContext context;
  private final String protocol;

  Tls(String protocol) {
    this.protocol = protocol;
    context = context(protocol);
  }

  private static SslContext context(String protocol) {
    var builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null);
    if (!protocol.isEmpty()) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              Protocol.ALPN,
              SelectorFailureBehavior.NO_ADVERTISE,
              SelectedListenerFailureBehavior.ACCEPT,
              protocol));
    }
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new UncheckedIOException("every Java platform has TLS", e);
    }
  }

  SslHandler handler(ByteBufAllocator buffers) {
    return context.newHandler(buffers);
  }

  /// Stands behind [#handler]: what follows hears of an active channel when the handshake is done,
  /// and not before.
  Gate gate() {
    return new Gate(this);
  }

  static final class Gate extends ChannelInboundHandlerAdapter {
    private final Tls tls;

    private Gate(Tls tls) {
      this.tls = tls;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      // Waits for the handshake.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
        established(context);
      }
      context.fireUserEventTriggered(event);
    }

    private void established(ChannelHandlerContext context) {
      String chosen =
          Optional.ofNullable(context.pipeline().get(SslHandler.class).applicationProtocol())
              .orElse("");
      if (tls == HTTP_2 && !chosen.equals(tls.protocol)) {
        context.fireExceptionCaught(
            new SSLException("the server did not choose h2 by ALPN, but \"" + chosen + "\""));
      } else {
        context.fireChannelActive();
      }
    }
  }
}
