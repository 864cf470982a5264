package twinstream.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;

/// A TCP path with faults: forwards each connection from a port of 127.0.0.1 to a target.
///
/// Without a fault it passes on what it reads as it reads it: bytes, FIN and RST. Both legs have
/// TCP_NODELAY. A direction holds about 1 MiB of a connection; beyond that it reads no more, so
/// that a slow receiver is felt by the sender. Two threads carry all connections. Methods may be
/// called from any thread.
public final class FaultProxy implements AutoCloseable {
  private final Way up;
  private final Way down;
  private final ProxyLoop loop;
  private final Thread thread;

  private FaultProxy(Way up, Way down, ProxyLoop loop) {
    this.up = up;
    this.down = down;
    this.loop = loop;
    thread = Thread.ofPlatform().daemon().name("fault-proxy").unstarted(loop);
  }

  /// A proxy that listens.
  ///
  /// @param downstream faults on the way from the target to the clients
  /// @throws IOException when no port is free
  /// @throws IllegalArgumentException for an address that is not resolved, and for two faults of a
  ///   kind
  public static FaultProxy to(InetSocketAddress target, Fault... downstream) throws IOException {
    if (target.isUnresolved()) {
      throw new IllegalArgumentException(
          "target must be a resolved address, but is %s. Is the host's name right?"
              .formatted(target));
    }
    var up = new Way();
    var down = new Way();
    down.set(downstream);
    var proxy = new FaultProxy(up, down, new ProxyLoop(target, up, down));
    proxy.thread.start();
    return proxy;
  }

  /// Where clients connect.
  public int port() {
    return loop.port();
  }

  /// Puts these faults in the place of those from the target to the clients. Lasting ones reach
  /// open connections too, the others only what is accepted from now on.
  ///
  /// @throws IllegalArgumentException for two faults of a kind
  public void down(Fault... faults) {
    down.set(faults);
  }

  /// The same from the clients to the target.
  ///
  /// @throws IllegalArgumentException for two faults of a kind, and for a fault on a message
  public void up(Fault... faults) {
    if (Arrays.stream(faults).anyMatch(FaultProxy::isOfMessage)) {
      throw new IllegalArgumentException(
          "up takes no fault on messages, because they are the server's. Set it with down");
    }
    up.set(faults);
  }

  private static boolean isOfMessage(Fault fault) {
    return fault instanceof Fault.MessageFault
        || (fault instanceof Fault.EveryConnection(var inner)
            && inner instanceof Fault.MessageFault);
  }

  /// Freezes the path from now on, both directions of all connections; then everything held passes,
  /// in order. Returns at once. A stall within another one does not shorten it.
  ///
  /// @param length 0 to 10 s
  public void stallFor(Duration length) {
    Require.between("length", length, Duration.ZERO, Fault.LONGEST);
    loop.freeze(length);
  }

  /// Bytes written to the target.
  public long bytesUp() {
    return up.bytes();
  }

  /// Bytes written to clients.
  public long bytesDown() {
    return down.bytes();
  }

  /// Connections accepted so far.
  public int connections() {
    return loop.accepted();
  }

  /// Ends all connections and returns when no thread is left.
  @Override
  public void close() {
    loop.stop();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
