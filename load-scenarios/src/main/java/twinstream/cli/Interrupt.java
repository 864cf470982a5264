package twinstream.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import twinstream.trial.Run;

/// What happens when a run is interrupted (Ctrl-C or a polite kill): its processes end, what is
/// finished stays, and one sentence says how to go on.
final class Interrupt {
  // Ctrl-C goes to all processes of the terminal at once; ours may learn of it a little after its
  // children died of it.
  private static final long GIVE_WAY_MILLIS = 500;

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static volatile boolean requested;
  private static volatile boolean over;

  private Interrupt() {}

  /// Carries out a run, and guards it while that goes on.
  static int guarded(Path folder, int planned, PrintWriter err, IntSupplier run) {
    guard(folder, planned, err);
    try {
      return run.getAsInt();
    } finally {
      over = true;
    }
  }

  private static void guard(Path folder, int planned, PrintWriter err) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              if (over) {
                return;
              }
              requested = true;
              Run.endProcesses();
              err.println();
              err.println(sentence(folder, planned));
              err.flush();
              Runtime.getRuntime().halt(Exit.INTERRUPTED);
            }));
  }

  private static String sentence(Path folder, int planned) {
    return Files.exists(folder.resolve("manifest.json"))
        ? "Interrupted: %d of %d trials are finished and saved. Go on with: ./bench resume %s"
            .formatted(finished(folder), planned, folder)
        : "Interrupted before the first trial; nothing was saved.";
  }

  /// To be called where a trial failed: does not return when that was because of an interruption.
  static void giveWay() {
    try {
      var _ = NEVER.await(GIVE_WAY_MILLIS, TimeUnit.MILLISECONDS);
      while (requested) {
        NEVER.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    over = true;
    Run.endProcesses();
  }

  // Not one that is under way, nor the repeat of a void one.
  private static boolean isPlanned(Path trial) {
    String name = trial.getFileName().toString();
    return !name.startsWith(".") && name.contains("-a1-");
  }

  static int finished(Path folder) {
    try (Stream<Path> trials = Files.list(folder.resolve("trials"))) {
      return (int) trials.filter(Interrupt::isPlanned).count();
    } catch (IOException _) {
      return 0;
    }
  }
}
