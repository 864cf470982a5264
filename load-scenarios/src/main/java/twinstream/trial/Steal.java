package twinstream.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Time that the hypervisor gave to others (proc(5), `/proc/stat`).
final class Steal {
  private static final int STEAL_FIELD = 8;
  private static final double TICKS_PER_SECOND = 100;
  private static final double HIGH_SHARE = 0.01;

  private Steal() {}

  /// Ticks of 10 ms since the machine started, over all cores; 0 where the system does not tell.
  static long ticks() {
    try {
      String total = Files.readAllLines(Path.of("/proc/stat")).getFirst();
      return Long.parseLong(total.trim().split("\\s+")[STEAL_FIELD]);
    } catch (IOException | RuntimeException _) {
      return 0;
    }
  }

  /// True above one per cent of one core.
  static boolean isHigh(long ticks, Duration over) {
    return ticks / TICKS_PER_SECOND > HIGH_SHARE * over.toMillis() / 1_000.0;
  }
}
