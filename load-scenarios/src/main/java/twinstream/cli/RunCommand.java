package twinstream.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.trial.Plan;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs scenarios in full length and gives verdicts.")
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SCENARIO", arity = "1..*", description = "As `list` shows them.")
  List<String> scenarios = List.of();

  @Mixin RunOptions options = new RunOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    Plan plan = options.plan(scenarios);
    options.skipped().forEach(spec.commandLine().getErr()::println);
    Doctor.refuseUnfit(plan);
    return new Runs(spec.commandLine().getOut(), spec.commandLine().getErr())
        .begin(String.join("-", scenarios), command(), plan, options.out);
  }

  private String command() {
    String settings =
        options.settings().entrySet().stream()
            .map(Map.Entry::toString)
            .map(" --set "::concat)
            .collect(Collectors.joining());
    String transports =
        options.transports.isEmpty() ? "" : " --transports " + String.join(",", options.transports);
    String varied = options.varied == null ? "" : " --vary " + options.varied;
    return "./bench run %s --seed %d --blocks %d%s%s%s%s%s"
        .formatted(
            String.join(" ", scenarios),
            options.seed,
            options.blocks,
            options.noSelfCheck ? " --no-self-check" : "",
            options.secondObserver ? " --second-observer" : "",
            transports,
            settings,
            varied);
  }
}
