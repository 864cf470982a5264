package twinstream.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Holds one process of a trial up in the midst of the window, as a debugger or an overcommitted
/// host would: it gets no CPU at all for a while.
public final class Freeze implements Planting {
  private static final double BEFORE_SECONDS = 2.2;

  /// Which one.
  public enum Side {
    SERVER,
    READER
  }

  private final Side side;
  private final Duration length;
  private long pid;
  private @Nullable Process freezing;

  public Freeze(Side side, Duration length) {
    this.side = side;
    this.length = length;
  }

  @Override
  public void started(Processes processes) {
    pid = side == Side.SERVER ? processes.serverPid() : processes.crowdPid();
  }

  @Override
  public void phase(String phase) {
    if (!phase.startsWith("window")) {
      return;
    }
    // At least so long: the second sleep begins when the process stands still.
    String script =
        String.format(
            Locale.ROOT,
            "sleep %.3f; kill -STOP %d; sleep %.3f; kill -CONT %d",
            BEFORE_SECONDS,
            pid,
            length.toMillis() / 1e3,
            pid);
    try {
      freezing = new ProcessBuilder("sh", "-c", script).start();
    } catch (IOException e) {
      throw new UncheckedIOException("can't hold a process up", e);
    }
  }

  @Override
  public void close() {
    try {
      if (freezing != null && !freezing.waitFor(10, TimeUnit.SECONDS)) {
        freezing.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
