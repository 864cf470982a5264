package twinstream.trial;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import twinstream.result.Environment;
import twinstream.result.Result;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;

/// The smallest runs of scenarios, in real processes.
final class Smallest {
  /// Short, but with a warm-up in which two cold JVMs get as far as their first tokens.
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("streams", "5"),
          Map.entry("rate", "100"),
          Map.entry("speed", "5"),
          Map.entry("opening", "0.1"),
          Map.entry("warm", "2"),
          Map.entry("window", "1"),
          Map.entry("drain", "1.5"),
          Map.entry("until-done", "0"),
          Map.entry("stalled", "0.5"),
          Map.entry("stall-by", "20"),
          Map.entry("cut", "0.8"),
          Map.entry("retry", "20"),
          Map.entry("step", "5"),
          Map.entry("settle", "0.1"),
          Map.entry("nodes", "2"),
          Map.entry("join-after", "0.1"),
          Map.entry("restart-after", "0"),
          Map.entry("node-drain", "0.2"),
          Map.entry("kill-after", "0.1"),
          Map.entry("warming", "20"),
          Map.entry("warm-per-node", "0.5"),
          Map.entry("ramp", "2"),
          Map.entry("held", "turn"),
          Map.entry("state", "node"));

  private Smallest() {}

  /// A scenario with the smallest of the settings that it has.
  static Scenario of(String name) {
    Scenario scenario = Scenarios.named(name);
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.keySet().retainAll(scenario.settings().values().keySet());
    return scenario.with(settings);
  }

  /// One block of a scenario.
  static Run run(Path folder, String scenario, List<String> transports, Consumer<String> phases) {
    Plan plan = Plan.of(1, List.of(new Plan.Part(of(scenario), 1, transports)));
    return new Run(folder, plan, Environment.capture(StartFlags.read(), Map.of()), watcher(phases));
  }

  private static Run.Watcher watcher(Consumer<String> phases) {
    return new Run.Watcher() {
      @Override
      public void starts(TrialKey trial, List<TrialKey> left) {}

      @Override
      public void phase(String phase) {
        phases.accept(phase);
      }

      @Override
      public void ended(Result result) {}
    };
  }
}
