package twinstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import twinstream.transport.Transports;
import twinstream.trial.Cores;
import twinstream.trial.Run;
import twinstream.trial.ServerProcess;

@Command(
    name = "gatling",
    mixinStandardHelpOptions = true,
    description =
        "Plays a scenario with Gatling's users, the second observer (see docs/gatling.md).")
final class GatlingCommand implements Callable<Integer> {
  private static final List<String> SCENARIOS = List.of("chat");
  private static final int ANY_PORT = 0;

  @Parameters(paramLabel = "SCENARIO", description = "Only chat so far.")
  String scenario = "chat";

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      required = true,
      description = "Which server the users read from.")
  String transport = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A server on this host that is running (default: one is started).")
  @Nullable String url;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Time over which users come (default: ${DEFAULT-VALUE}).")
  int seconds;

  @Option(
      names = "--speed",
      defaultValue = "20",
      description = "How much faster than recorded they come (default: ${DEFAULT-VALUE}).")
  double speed;

  @Option(names = "--seed", defaultValue = "1", description = "(default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds, thrown away (default: ${DEFAULT-VALUE}).")
  int warmUp;

  @Option(names = "--out", paramLabel = "FILE", description = "For the result (default: printed).")
  @Nullable Path out;

  @Override
  public Integer call() {
    if (!SCENARIOS.contains(scenario)) {
      throw new IllegalArgumentException(
          "scenario must be one of %s, but is \"%s\"".formatted(SCENARIOS, scenario));
    }
    requireBetween("--seconds", seconds, 1, 86_400);
    requireBetween("--warm-up", warmUp, 0, 86_400);
    requireBetween("--speed", speed, 0.001, 10_000);
    String name = Transports.named(transport).name();
    if (url != null) {
      return play(name, url, new Cores(List.of(), List.of()));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(Run::endProcesses));
    Cores cores = Cores.share();
    try (ServerProcess server = ServerProcess.start(name, ANY_PORT, ANY_PORT, cores)) {
      server.settle(cores);
      return play(name, "http://127.0.0.1:" + server.port(), cores);
    }
  }

  private static void requireBetween(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, but is %s".formatted(option, least, most, value));
    }
  }

  private int play(String name, String address, Cores cores) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx1g",
                // Gatling's log writer reads the inside of strings.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dtwinstream.url=" + address,
                "-Dtwinstream.transport=" + name,
                "-Dtwinstream.seconds=" + seconds,
                "-Dtwinstream.speed=" + speed,
                "-Dtwinstream.seed=" + seed,
                "-Dtwinstream.warm-up=" + warmUp));
    if (out != null) {
      arguments.add("-Dtwinstream.out=" + out.toAbsolutePath());
    }
    arguments.addAll(List.of("-cp", classPath(), "twinstream.gatling.GatlingMain", scenario));
    return Suite.java(cores.crowd(), arguments);
  }

  private static String classPath() {
    try {
      return String.join(
          ":",
          Suite.built("load-scenarios/target/test-classes").toString(),
          Suite.built("load-scenarios/target/classes").toString(),
          Files.readString(Suite.built("load-scenarios/target/gatling.classpath")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
