package twinstream.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Plan;

@Command(
    name = "quick",
    mixinStandardHelpOptions = true,
    description =
        "Gives a first answer in about 7 minutes: steady and chat traffic, idle memory, flood.")
final class QuickCommand implements Callable<Integer> {
  private static final int BLOCKS = 6;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "" + RunOptions.DEFAULT_SEED,
      description = "Fixes order, arrivals, gaps and text (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--smallest",
      description =
          "One small block of each in about a minute: does it all work here? No verdicts.")
  boolean smallest;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the run (default: a new one under runs/).")
  @Nullable Path out;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    Plan plan = Plan.of(seed, smallest ? smallest() : quick());
    var err = spec.commandLine().getErr();
    Doctor.refuseUnfit(plan);
    String command = "./bench quick --seed " + seed + (smallest ? " --smallest" : "");
    int code =
        new Runs(spec.commandLine().getOut(), err)
            .begin(smallest ? "smallest" : "quick", command, plan, out);
    // So short a run may well be void, which is no sign that something does not work.
    return smallest && code == Exit.INVALID ? Exit.FINE : code;
  }

  private static List<Plan.Part> quick() {
    // Short windows, and no wait for the last tokens of long replies: lateness and first tokens
    // need neither.
    Map<String, String> timing = Map.of("window", "5", "drain", "2", "until-done", "0");
    return List.of(
        part("steady", with(timing, Map.of("warm", "6")), BLOCKS),
        part("chat", with(timing, Map.of("warm", "8")), BLOCKS),
        part("idle-memory", Map.of("step", "400", "settle", "0.4"), 1),
        part("flood", Map.of("warm", "6", "window", "4"), 1));
  }

  private static List<Plan.Part> smallest() {
    Map<String, String> timing =
        Map.of("warm", "4", "window", "1", "drain", "1", "until-done", "0");
    return List.of(
        part("steady", with(timing, Map.of("streams", "20", "opening", "0.2")), 1),
        part("chat", with(timing, Map.of("speed", "4")), 1),
        part("idle-memory", Map.of("step", "20", "settle", "0.1"), 1),
        part("flood", Map.of("streams", "2", "warm", "3", "window", "1"), 1));
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(some);
    all.putAll(more);
    return all;
  }

  private static Plan.Part part(String scenario, Map<String, String> settings, int blocks) {
    return new Plan.Part(
        Scenarios.named(scenario).with(settings), blocks, Transports.FOUNDERS.names());
  }
}
