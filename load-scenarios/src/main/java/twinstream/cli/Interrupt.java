package twinstream.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
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
            .formatted(finishedOfPlan(folder), planned, folder)
        : "Interrupted before the first trial; nothing was saved.";
  }

  /// An interruption is being handled; [#giveWay] does not return any more.
  static void request() {
    requested = true;
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

  /// Finished trials of the plan: without the repeats of void ones.
  static int finishedOfPlan(Path folder) {
    return count(folder, name -> name.contains("-a1-"));
  }

  /// All finished trials.
  static int finished(Path folder) {
    return count(folder, _ -> true);
  }

  private static int count(Path folder, Predicate<String> wanted) {
    try (Stream<Path> trials = Files.list(folder.resolve("trials"))) {
      // A leading dot marks one that is under way.
      return (int)
          trials
              .map(trial -> trial.getFileName().toString())
              .filter(name -> !name.startsWith(".") && wanted.test(name))
              .count();
    } catch (IOException _) {
      return 0;
    }
  }
}
