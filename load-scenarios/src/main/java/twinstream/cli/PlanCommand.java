package twinstream.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.result.TrialKey;
import twinstream.trial.Plan;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Shows what `run` would run, in which order, how long it would take and what it would find.")
final class PlanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SCENARIO", arity = "0..*", description = "As `list` shows them.")
  List<String> scenarios = List.of();

  @Option(
      names = "--spread-of",
      paramLabel = "RUN",
      description =
          "Folder of the run whose spread tells what would be found (default: the newest reference run).")
  @Nullable Path spreadOf;

  @Mixin RunOptions options = new RunOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    Plan plan = options.plan(scenarios);
    var runs = spreadOf == null ? EarlierRun.references() : List.of(EarlierRun.of(spreadOf));
    PrintWriter out = spec.commandLine().getOut();
    int number = 1;
    for (TrialKey trial : plan.trials()) {
      out.printf(
          "%3d  block %2d  %-12s %-13s about %s%n",
          number++,
          trial.block(),
          trial.scenario(),
          trial.transport(),
          Progress.text(plan.duration(trial)));
    }
    out.printf(
        "%d trials, at most %s; seed %d.%n",
        plan.trials().size(), Progress.text(plan.duration(plan.trials())), plan.seed());
    var power = new PlannedPower(plan, runs, out);
    power.print();
    power.explain();
    return Exit.FINE;
  }
}
