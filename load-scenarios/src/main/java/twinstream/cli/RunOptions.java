package twinstream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import twinstream.balance.Balancers;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Plan;

/// Options that `run` and `plan` share: which trials are to be carried out.
final class RunOptions {
  static final long DEFAULT_SEED = 20_231_116;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "6",
      description = "How often each transport runs; a verdict needs 6 (default: ${DEFAULT-VALUE}).")
  int blocks;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "" + DEFAULT_SEED,
      description = "Fixes order, arrivals, gaps and text (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--transports",
      paramLabel = "NAME",
      split = ",",
      description =
          "Transports to compare (default: all; sse-h1 and ws-h1 where there are several servers); bare-nio is the floor below raw-tcp.")
  List<String> transports = List.of();

  @Option(
      names = "--no-self-check",
      description =
          "Runs no transport a second time against itself (A/A): half the time, and not publishable.")
  boolean noSelfCheck;

  @Option(
      names = "--second-observer",
      description =
          "Lets Gatling's users read each transport over HTTP/1.1, too, beside the crowd in each block.")
  boolean secondObserver;

  @Option(
      names = "--set",
      paramLabel = "SETTING=VALUE",
      description = "Changes a setting of the scenarios that have it; `list` shows them.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--vary",
      paramLabel = "SETTING=VALUE,…",
      description =
          "Runs every one of these values in each block, as nodes=1,2,4,8; nothing else varies then.")
  @Nullable String varied;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = "How much faster than recorded a trace is replayed: --set speed=FACTOR.")
  @Nullable String speed;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the run (default: a new one under runs/).")
  @Nullable Path out;

  private final List<String> skipped = new ArrayList<>();

  /// The plan for some scenarios.
  ///
  /// @throws IllegalArgumentException when a name or a value is wrong
  Plan plan(List<String> scenarios) {
    List<String> names = scenarios.isEmpty() ? List.of("steady", "chat") : scenarios;
    List<Scenario> chosen = names.stream().distinct().map(Scenarios::named).toList();
    settings()
        .keySet()
        .forEach(name -> {
          if (chosen.stream().noneMatch(one -> one.settings().values().containsKey(name))) {
            // Lets the first of them say which settings there are.
            chosen.getFirst().settings().with(Map.of(name, ""));
          }
        });
    return Plan.of(
        seed,
        chosen.stream()
            .map(scenario -> new Plan.Part(changed(scenario), blocks, transportNames(scenario)))
            .map(part -> noSelfCheck ? part : part.selfChecked())
            .map(part -> secondObserver ? part.observedTwice() : part)
            .toList());
  }

  /// The settings that were changed, name to value.
  Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (speed != null) {
      all.put("speed", speed);
    }
    return all;
  }

  private Scenario changed(Scenario scenario) {
    Map<String, String> own = settings();
    own.keySet().retainAll(scenario.settings().values().keySet());
    Scenario set = LimitChoice.made(scenario.with(own));
    if (varied == null) {
      return set;
    }
    int equals = varied.indexOf('=');
    List<String> values =
        equals < 0 ? List.of() : List.of(varied.substring(equals + 1).split(",", -1));
    if (values.size() < 2) {
      throw new IllegalArgumentException(
          "--vary must name a setting and at least two values, as nodes=1,2,4, but is \"%s\""
              .formatted(varied));
    }
    return set.varying(varied.substring(0, equals), present(varied.substring(0, equals), values));
  }

  // A balancer that is not installed is left out of those that are compared, and said to be.
  private List<String> present(String setting, List<String> values) {
    if (!setting.equals("balancer")) {
      return values;
    }
    List<String> present = new ArrayList<>();
    for (String value : values) {
      Balancers.named(value)
          .missing()
          .ifPresentOrElse(
              missing -> skipped.add("skipped: " + value + ", as " + missing.sentence()),
              () -> present.add(value));
    }
    if (present.size() < 2) {
      throw new RefusedException(
          "of the balancers %s there are not two on this machine (%s)"
              .formatted(String.join(", ", values), String.join("; ", skipped)));
    }
    return present;
  }

  /// Sentences on what was left out of the plan, because it is not there.
  List<String> skipped() {
    return List.copyOf(skipped);
  }

  private List<String> transportNames(Scenario scenario) {
    // Several servers take several times as long, and most balancers carry only some transports.
    List<String> usual =
        scenario.nodes().isPlain() && scenario.varied().isEmpty()
            ? Transports.names()
            : Transports.FOUNDERS.names();
    List<String> names = transports.isEmpty() ? usual : transports.stream().distinct().toList();
    names.forEach(Transports::wireOf);
    return names;
  }
}
