package twinstream.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.report.ReproductionReport;
import twinstream.trial.Plan;
import twinstream.verdict.Reproduction;

@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the plan of a run again, with its seed, and tells of each claim whether it stands.",
      "Exit code 99 when one does not, 4 when the new run is invalid."
    })
final class ReproduceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of the run that makes the claims.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  Path run;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the new run (default: a new one under runs/).")
  @Nullable Path out;

  @Option(
      names = "--again",
      paramLabel = "FOLDER",
      description = "Runs nothing: takes a run of the same plan that is there already.")
  @Nullable Path again;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    if (out != null && again != null) {
      throw new IllegalArgumentException(
          "--out is where a new run goes and --again names one that is there: give one of them");
    }
    var claimed = FinishedRun.load(run);
    Path place = again != null ? again : carryOut(claimed);
    var repeated = FinishedRun.load(place);
    if (!repeated.hasThePlanOf(claimed)) {
      throw new RefusedException(
          "%s is a run of another plan than %s (seed, settings or trials differ); repeat the plan with `./bench reproduce %s`"
              .formatted(place, run, run));
    }
    return compare(claimed, repeated);
  }

  private Path carryOut(FinishedRun claimed) {
    var manifest = claimed.manifest();
    Plan plan = Runs.plan(manifest);
    Doctor.refuseUnfit(plan);
    Path place = Runs.place(manifest.name(), out);
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "If this is interrupted: `./bench resume %s`, then `./bench reproduce %s --again %s`."
            .formatted(place, run, place));
    // Its exit code says whether it is valid, which is asked again below.
    new Runs(spec.commandLine().getOut(), err)
        .begin(manifest.name(), manifest.commandLine(), plan, place);
    return place;
  }

  private int compare(FinishedRun claimed, FinishedRun repeated) {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    banner(out, claimed, repeated);
    var claims = claimed.verdicts();
    var answers = repeated.verdicts();
    claims.invalidBecause().forEach(reason -> out.println(run + " is invalid itself: " + reason));
    var reproduction = Reproduction.of(claims, answers);
    out.print(ReproductionReport.console(reproduction));
    answers
        .invalidBecause()
        .forEach(reason -> out.println(repeated.folder() + " is invalid: " + reason));
    out.flush();
    if (answers.invalid()) {
      return Exit.INVALID;
    }
    return reproduction.failed() ? Exit.THRESHOLD_MISSED : Exit.FINE;
  }

  private static void banner(PrintWriter out, FinishedRun claimed, FinishedRun repeated) {
    var first = claimed.manifest();
    var second = repeated.manifest();
    if (!first.commit().equals(second.commit())
        || !first.suiteVersion().equals(second.suiteVersion())) {
      out.println(
          "ANOTHER BUILD: claimed by version %s (%s), repeated with %s (%s)."
              .formatted(
                  first.suiteVersion(), first.commit(), second.suiteVersion(), second.commit()));
    }
    if (!claimed.environments().equals(repeated.environments())) {
      out.println(
          "ANOTHER ENVIRONMENT: claimed in %s, repeated in %s."
              .formatted(
                  String.join(", ", claimed.environments()),
                  String.join(", ", repeated.environments())));
    }
  }
}
