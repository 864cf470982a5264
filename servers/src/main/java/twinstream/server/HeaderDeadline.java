package twinstream.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnection;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import twinstream.transport.Awaiting;

/// Cuts connections whose request does not come in, whatever trickles in meanwhile: Jetty's idle
/// time-out starts anew with each byte. Connections between two requests and open streams are none
/// of its business.
///
/// Walks through all connections twice per deadline, on the scheduler's thread, and keeps nothing
/// about any of them: an idle stream pays no byte for it.
final class HeaderDeadline extends AbstractLifeCycle {
  private final ServerConnector connector;
  private final Duration deadline;
  private final Gate gate;

  HeaderDeadline(ServerConnector connector, Duration deadline, Gate gate) {
    this.connector = connector;
    this.deadline = deadline;
    this.gate = gate;
  }

  @Override
  protected void doStart() {
    schedule();
  }

  private void schedule() {
    connector.getScheduler().schedule(this::walk, deadline.toMillis() / 2, TimeUnit.MILLISECONDS);
  }

  private void walk() {
    if (!isRunning()) {
      return;
    }
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      if (isOverdue(endPoint)) {
        gate.lateHeader.increment();
        endPoint.close(
            new TimeoutException("no request within %d ms".formatted(deadline.toMillis())));
      }
    }
    schedule();
  }

  private boolean isOverdue(EndPoint endPoint) {
    return switch (innermost(endPoint.getConnection())) {
      case null -> isOld(endPoint);
      case ALPNServerConnection _ -> isOld(endPoint);
      case HttpConnection http -> isOverdue(http, endPoint);
      case HTTP2Connection http2 ->
          http2.getEndPoint() instanceof Awaiting shared && shared.awaitsLongerThan(deadline);
      case Awaiting own -> own.awaitsLongerThan(deadline);
      default -> false;
    };
  }

  private static @Nullable Connection innermost(@Nullable Connection outermost) {
    Connection connection = outermost;
    while (connection instanceof SslConnection tls) {
      connection = tls.getSslEndPoint().getConnection();
    }
    return connection;
  }

  private boolean isOverdue(HttpConnection http, EndPoint endPoint) {
    HttpParser parser = http.getParser();
    if (parser.isStart()) {
      return http.getMessagesIn() == 0 && isOld(endPoint);
    }
    // Set before the parser leaves its start, and so seen here.
    return parser.inHeaderState()
        && System.nanoTime() - parser.getBeginNanoTime() > deadline.toNanos();
  }

  private boolean isOld(EndPoint endPoint) {
    return System.currentTimeMillis() - endPoint.getCreatedTimeStamp() > deadline.toMillis();
  }
}
