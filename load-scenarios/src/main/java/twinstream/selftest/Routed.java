package twinstream.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import twinstream.fault.Fault;
import twinstream.fault.FaultProxy;
import twinstream.trial.Planting;

/// Puts a path with faults between readers and server.
final class Routed implements Planting {
  private static final long MIDST_MILLIS = 2_200;

  private final Fault[] downstream;
  private final Duration stall;
  private @Nullable FaultProxy proxy;

  private Routed(Duration stall, Fault... downstream) {
    this.stall = stall;
    this.downstream = downstream;
  }

  /// Faults on the way from the server to its readers.
  static Routed through(Fault... downstream) {
    return new Routed(Duration.ZERO, downstream);
  }

  /// A path that stands still for a while in the midst of the window.
  static Routed stallingFor(Duration length) {
    return new Routed(length);
  }

  @Override
  public int route(int serverPort) {
    try {
      proxy =
          FaultProxy.to(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), downstream);
      return proxy.port();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free for the fault proxy", e);
    }
  }

  @Override
  public void phase(String phase) {
    FaultProxy path = proxy;
    if (path != null && phase.startsWith("window") && !stall.isZero()) {
      var _ =
          CompletableFuture.runAsync(
              () -> path.stallFor(stall),
              CompletableFuture.delayedExecutor(MIDST_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  @Override
  public void close() {
    if (proxy != null) {
      proxy.close();
    }
  }
}
