package twinstream.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import twinstream.result.Result;
import twinstream.result.TrialKey;
import twinstream.trial.Plan;
import twinstream.trial.Run;
import twinstream.trial.TrialFailure;

/// Shows how a run goes on: a bar that is drawn anew where there is a terminal, a line per trial
/// elsewhere. Nothing is printed between the start of a window and its end.
final class Progress implements Run.Watcher {
  private static final int BAR = 20;

  private final PrintWriter err;
  private final Plan plan;
  private final Path folder;
  private final boolean redraw = Terminal.interactive();
  private int total;
  private String head = "";
  private @org.jspecify.annotations.Nullable TrialKey current;

  Progress(PrintWriter err, Plan plan, Path folder) {
    this.err = err;
    this.plan = plan;
    this.folder = folder;
    say("Run folder: " + folder);
  }

  @Override
  public void starts(TrialKey trial, List<TrialKey> left) {
    current = trial;
    int done = Interrupt.finished(folder);
    total = Math.max(total, done + left.size());
    head =
        "%s %d/%d  %s, %s, block %d%s  about %s left"
            .formatted(
                bar(done, total),
                done + 1,
                total,
                trial.scenario(),
                trial.transport(),
                trial.block(),
                trial.attempt() > 1 ? " (again, a trial was void)" : "",
                text(plan.duration(left)));
    if (redraw) {
      draw(head);
    } else {
      say(head);
    }
  }

  @Override
  public void phase(String phase) {
    if (redraw) {
      draw(head + "  " + phase.split(" ")[0]);
    }
  }

  @Override
  public void ended(Result result) {
    if (!result.valid()) {
      say("%s is void: %s".formatted(result.key().id(), String.join("; ", result.voidReasons())));
    }
  }

  /// The run could not go on.
  void stopped(RuntimeException failure) {
    if (failure instanceof TrialFailure && current != null) {
      say(
          "%s, %s, block %d could not be carried out. %d of %d trials are finished and saved; when the cause is gone: ./bench resume %s"
              .formatted(
                  current.scenario(),
                  current.transport(),
                  current.block(),
                  Interrupt.finishedOfPlan(folder),
                  plan.trials().size(),
                  folder));
    }
  }

  void finished(List<Result> results) {
    if (redraw) {
      draw("");
    }
    say("%d trials are finished.".formatted(results.size()));
  }

  private void draw(String line) {
    err.print(Terminal.CLEAR_LINE + line);
    err.flush();
  }

  private void say(String line) {
    err.println(redraw ? Terminal.CLEAR_LINE + line : line);
    err.flush();
  }

  private static String bar(int done, int total) {
    int filled = total == 0 ? 0 : BAR * done / total;
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
  }

  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 90 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
  }
}
