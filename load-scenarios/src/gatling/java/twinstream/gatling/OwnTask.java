package twinstream.gatling;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import twinstream.report.TrialLines;
import twinstream.result.Measurement;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.TrialKey;
import twinstream.scenario.GatlingShare;
import twinstream.scenario.Load;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.LocalTrial;
import twinstream.trial.Plan;
import twinstream.trial.Servers;
import twinstream.trial.Visitors;

/// A trial of a simulation's own, told by system properties, as a build tool starts it. Prints what
/// came out. Exit codes as those of the command line: 4 when the trial is void, 99 when it missed
/// its service level, and Gatling's own 1 for a wrong property.
///
/// | property | meaning | unless set |
/// | --- | --- | --- |
/// | `twinstream.transport` | `sse-h1`, `ws-h1` or `mixed-h1` | the simulation's, `sse-h1` |
/// | `twinstream.url` | server on this host, as `http://127.0.0.1:8081` | one is started |
/// | `twinstream.admin-port` | its port of administration | not asked |
/// | `twinstream.users-per-second` | mean rate of arrivals | the scenario's |
/// | `twinstream.set` | settings of the scenario, as `window=10,warm=5` | its own |
/// | `twinstream.seed` | of arrivals, gaps and text | 1 |
/// | `twinstream.out` | folder for the result | a new one under `target/gatling` |
final class OwnTask extends Task {
  private static final int VOID = 4;
  private static final int SERVICE_LEVEL_MISSED = 99;
  private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss");

  private final Scenario scenario;
  private final String transport;
  private final TrialKey key;
  private final Path folder;
  private final Servers servers;
  private final Visitors visitors;
  private @Nullable LocalTrial trial;
  private @Nullable Way way;

  OwnTask(String name, String transport) {
    this.transport = transport;
    scenario = scenario(Scenarios.named(name), transport);
    // Refuses what Gatling can't play.
    var _ = new Plan.Part(scenario, 1, List.of(transport + Pair.GATLING));
    long seed = Task.whole("twinstream.seed", 1);
    key = new TrialKey(name, transport + Pair.GATLING, 1, 1, 1, seed);
    folder =
        Path.of(
            System.getProperty(
                "twinstream.out",
                System.getProperty("twinstream.results", "target/gatling")
                    + "/"
                    + NOW.format(LocalDateTime.now())));
    String url = System.getProperty("twinstream.url");
    int adminPort = Math.toIntExact(Task.whole("twinstream.admin-port", 0));
    servers = url == null ? Servers.FRESH : Servers.running(Servers.portOf(url), adminPort);
    visitors = new Visitors((Load.Paced) scenario.load(), seed, transport);
  }

  private static Scenario scenario(Scenario of, String transport) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : System.getProperty("twinstream.set", "").split(",")) {
      if (!setting.isBlank()) {
        int equals = setting.indexOf('=');
        if (equals < 0) {
          throw new IllegalArgumentException(
              "twinstream.set must be NAME=VALUE,…, but has \"%s\"".formatted(setting));
        }
        settings.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
      }
    }
    Scenario changed = GatlingShare.of(of, settings, transport.equals(Transports.MIXED));
    double rate = Task.number("twinstream.users-per-second", 0);
    return rate == 0 ? changed : changed.atUsersPerSecond(rate);
  }

  @Override
  Visitors visitors() {
    return visitors;
  }

  @Override
  Way way() {
    return Objects.requireNonNull(way, "the simulation has not begun");
  }

  @Override
  void before() {
    trial = LocalTrial.begin(key, scenario, visitors, folder, servers);
    var conditions = scenario.conditions();
    way = new Way(visitors, conditions.tls(), conditions.receiveBytes());
  }

  @Override
  void after() {
    Result result;
    try (LocalTrial ending = Objects.requireNonNull(trial, "the simulation has not begun")) {
      result = ending.end();
    }
    System.out.println("Result: " + folder);
    System.out.print(TrialLines.of(result));
    Measurement seen = ResultFiles.loadMeasurement(folder, result);
    List<String> missed = seen.slo().missedBy(seen);
    missed.forEach(bound -> System.err.println("The service level was missed: " + bound));
    result.voidReasons().forEach(reason -> System.err.println("The run is void: " + reason));
    leave(VOID, result.voidReasons());
    leave(SERVICE_LEVEL_MISSED, missed);
  }

  // The build tool that forked this process sees that it failed; Gatling itself has no such codes.
  private static void leave(int code, List<String> because) {
    if (!because.isEmpty()) {
      System.out.flush();
      System.exit(code);
    }
  }
}
