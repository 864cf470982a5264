package twinstream.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.report.TrialLines;
import twinstream.result.Measurement;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.scenario.GatlingShare;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Plan;
import twinstream.trial.Servers;

@Command(
    name = "gatling",
    mixinStandardHelpOptions = true,
    description = {
      "Plays a scenario with Gatling's users, the second observer (see docs/gatling.md).",
      "Exit code 99: the scenario's service level was missed."
    })
final class GatlingCommand implements Callable<Integer> {
  /// What stands for chat on a node that serves both transports.
  private static final String MIXED = "mixed";

  /// Before the address of a server in a command line.
  static final String URL = " --url ";

  private static final int CONNECT_MILLIS = 2_000;
  private static final int HIGHEST_PORT = 65_535;

  @Parameters(
      paramLabel = "SCENARIO",
      description =
          "As `list` shows them, but for flood and idle-memory; mixed: chat over both at once.")
  String scenario = "";

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "sse-h1, ws-h1, or mixed-h1 for a node that serves both (default: sse-h1).")
  @Nullable String transport;

  @Option(
      names = "--users-per-second",
      paramLabel = "RATE",
      description = "Mean rate at which users come (default: the scenario's).")
  @Nullable Double usersPerSecond;

  @Option(
      names = "--set",
      paramLabel = "SETTING=VALUE",
      description = "Changes a setting of the scenario; `list` shows them.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A server on this host that is running (default: one is started).")
  @Nullable String url;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      description = "With --url: where that server's meters are asked (default: they are not).")
  @Nullable Integer adminPort;

  @Option(
      names = "--crowd",
      description = "Lets the crowd read the same, too, and reports both observers side by side.")
  boolean crowd;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often it is played (default: ${DEFAULT-VALUE}).")
  int blocks;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "" + RunOptions.DEFAULT_SEED,
      description = "Fixes arrivals, gaps and text (default: ${DEFAULT-VALUE}).")
  long seed;

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
    Servers servers = servers();
    Plan plan = plan();
    Doctor.refuseUnfit(plan);
    Path folder = Runs.place("gatling-" + scenario, out);
    int code =
        new Runs(spec.commandLine().getOut(), spec.commandLine().getErr())
            .begin("gatling-" + scenario, command(), plan, folder, servers);
    return judged(folder, code);
  }

  private Servers servers() {
    if (adminPort != null && (url == null || adminPort < 1 || adminPort > HIGHEST_PORT)) {
      throw new IllegalArgumentException(
          "--admin-port is a port from 1 to %d of the server of --url, but is %d %s"
              .formatted(HIGHEST_PORT, adminPort, url == null ? "without one" : "with " + url));
    }
    if (url == null) {
      return Servers.FRESH;
    }
    int port = Servers.portOf(url);
    requireListening(port);
    return Servers.running(port, adminPort == null ? 0 : adminPort);
  }

  private void requireListening(int port) {
    try (var probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
    } catch (IOException _) {
      throw new RefusedException(
          "nothing listens at %s; start a server (./bench serve), or leave --url out and one is started"
              .formatted(url));
    }
  }

  private Plan plan() {
    String over = transport();
    return Plan.of(
        seed,
        List.of(
            new Plan.Part(
                played(),
                blocks,
                crowd ? List.of(over, over + Pair.GATLING) : List.of(over + Pair.GATLING))));
  }

  private String transport() {
    if (scenario.equals(MIXED)) {
      if (transport != null && !transport.equals(Transports.MIXED)) {
        throw new IllegalArgumentException(
            "mixed is played on %s, but --transport is \"%s\"; leave it out"
                .formatted(Transports.MIXED, transport));
      }
      return Transports.MIXED;
    }
    return transport == null ? Transports.FOUNDERS.first() : transport;
  }

  private Scenario played() {
    Scenario named = Scenarios.named(scenario.equals(MIXED) ? "chat" : scenario);
    // The crowd asks once; and where both transports are read beside each other, only one of them
    // would keep its connection for the next question.
    Scenario changed =
        GatlingShare.of(named, settings, crowd || transport().equals(Transports.MIXED));
    return usersPerSecond == null ? changed : changed.atUsersPerSecond(usersPerSecond);
  }

  // A void trial says little about the server, and so leaves the exit code what it is.
  private int judged(Path folder, int runs) {
    int code = runs;
    for (Result result : ResultFiles.loadResults(folder)) {
      if (!crowd) {
        spec.commandLine().getOut().print(TrialLines.of(result));
      }
      if (Pair.isByGatling(result.key().transport())) {
        Measurement seen = ResultFiles.loadMeasurement(folder, result);
        List<String> missed = seen.slo().missedBy(seen);
        missed.forEach(bound ->
            spec.commandLine().getErr().println("Missed in " + result.key().id() + ": " + bound));
        if (code == Exit.FINE && result.valid() && !missed.isEmpty()) {
          code = Exit.THRESHOLD_MISSED;
        }
      }
    }
    spec.commandLine().getOut().flush();
    spec.commandLine().getErr().flush();
    return code;
  }

  private String command() {
    String set =
        settings.entrySet().stream()
            .map(Map.Entry::toString)
            .map(" --set "::concat)
            .collect(Collectors.joining());
    return "./bench gatling %s%s --seed %d --blocks %d%s%s%s%s"
        .formatted(
            scenario,
            transport == null ? "" : " --transport " + transport,
            seed,
            blocks,
            usersPerSecond == null ? "" : " --users-per-second " + usersPerSecond,
            crowd ? " --crowd" : "",
            set,
            url == null ? "" : URL + url + (adminPort == null ? "" : " --admin-port " + adminPort));
  }
}
