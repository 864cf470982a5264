package twinstream.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

/// The smallest run of each simulation, as a build tool starts it: by name, in a process of its own
/// (Gatling keeps state of its process), with a server of its own.
class SimulationsTest {
  private static final int VOID = 4;
  private static final int SERVICE_LEVEL_MISSED = 99;
  private static final String OF_A_BUSY_MACHINE =
      "The run is void: (CPU time was read|the schedule was not kept|the crowd used|no steady state|the hypervisor took"
          + "|the control group|.* left over \\d+ ms late|.* was over \\d+ ms late).*";
  private static final String SMALLEST = "warm=1.5,window=1,drain=1.5,until-done=0";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Chat | ws-h1 | chat | speed=2,turns=2,think=0.1",
        "Broadcast | ws-h1 | broadcast | streams=20,rate=5,opening=0.5",
        "ScaleOut | sse-h1 | scale-out | nodes=2,streams=20,rate=20,tokens=20,held=turn,join-after=0.2,opening=0.5",
        "SlowReader | sse-h1 | slow-readers | streams=10,rate=50,opening=0.2,stalled=0.5,stall-by=20",
        "Reconnect | ws-h1 | resume | speed=2,cut=0.8,retry=20",
        "Mixed | mixed-h1 | chat | speed=2",
      })
  void leavesAResult(String simulation, String transport, String scenario, String settings)
      throws Exception {
    String[] properties = {
      "-Dtwinstream.transport=" + transport, "-Dtwinstream.set=" + settings + "," + SMALLEST
    };
    int exit = run(simulation + "Simulation", properties);
    if (exit == VOID) {
      exit = run(simulation + "Simulation", properties);
    }

    // So short a run of cold processes may well be void, or too late for people; but for no other
    // reason than that.
    assertThat(exit).as(log()).isIn(0, VOID, SERVICE_LEVEL_MISSED);
    assertThat(log().lines().filter(line -> line.startsWith("The run is void: ")))
        .allMatch(line -> line.matches(OF_A_BUSY_MACHINE));
    JsonNode result = file("result.json");
    assertThat(result.path("parameters").path("observer").asString()).isEqualTo("gatling");
    assertThat(result.path("parameters").path("transport").asString()).isEqualTo(transport);
    assertThat(result.path("key").path("scenario").asString()).isEqualTo(scenario);
    JsonNode measured = file("measurement.json");
    JsonNode tokens = measured.path("tokens");
    assertThat(tokens.path("received").asLong()).isPositive();
    for (String fault : List.of("lost", "doubled", "outOfOrder", "changed", "early")) {
      assertThat(tokens.path(fault).asLong()).as(fault).isZero();
    }
    JsonNode streams = measured.path("connections");
    assertThat(streams.path("opened").asLong()).isEqualTo(streams.path("planned").asLong());
    assertThat(measured.path("timeLine").size()).isGreaterThan(2);
    JsonNode interrupted = measured.path("interruptions");
    assertThat(interrupted.path("stalled").asLong() > 0).isEqualTo(simulation.equals("SlowReader"));
    assertThat(interrupted.path("resumed").asLong() > 0).isEqualTo(simulation.equals("Reconnect"));
  }

  @Test
  void failsWithTheSentenceOfTheServiceLevelThatItMissed() throws Exception {
    // 66 ms a token, where 50 are allowed.
    String[] slow = {"-Dtwinstream.set=arrivals=20,rate=15,warm=5,window=3,drain=2"};
    int exit = run("ConnectionStormSimulation", slow);
    if (exit == VOID) {
      exit = run("ConnectionStormSimulation", slow);
    }

    // Void twice on a machine that is busy twice; what was missed it says all the same.
    assertThat(exit).as(log()).isIn(SERVICE_LEVEL_MISSED, VOID);
    assertThat(exit == VOID).isEqualTo(log().contains("The run is void: "));
    assertThat(log())
        .contains("The service level was missed: ")
        .contains("took over 50 ms per token");
  }

  @Test
  void saysInOneSentenceWhichPropertyIsWrong() throws Exception {
    assertThat(run("ChatSimulation", "-Dtwinstream.transport=ws-h2")).isEqualTo(1);
    assertThat(log().lines().filter(line -> line.contains("ws-h2")))
        .containsExactly(
            "Gatling reads over sse-h1, ws-h1, mixed-h1, but not over \"ws-h2\": it has no WebSocket over HTTP/2 and can't cancel an event stream over it; choose one of these");
    assertThat(log()).doesNotContain("\tat twinstream");
  }

  @Test
  void readsAnyEndpoint() throws Exception {
    try (var server = new TwinServer(Transports.named("sse-h1"), Limits.STANDARD, 0, 0).start()) {
      int exit =
          run(
              "EndpointSimulation",
              "-Dtwinstream.url=http://127.0.0.1:" + server.port() + "/stream?tokens=10&rate=100",
              "-Dtwinstream.users-per-second=10",
              "-Dtwinstream.warm=2",
              "-Dtwinstream.seconds=2");

      // Gatling's own code for an assertion that failed: cold users may be late.
      assertThat(exit).as(log()).isIn(0, 2);
      assertThat(log())
          .containsPattern("time to first token +20 values")
          .containsPattern("inter-chunk latency +180 values")
          .contains("within the service level: percentage of failed events");
    }
  }

  private int run(String simulation, String... properties)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dtwinstream.out=" + folder.resolve("out" + Files.list(folder).count()));
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of("io.gatling.app.Gatling", "--simulation", "twinstream.gatling." + simulation));
    command.addAll(
        List.of("--results-folder", folder.resolve("gatling").toString(), "--no-reports"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ended within 90 s").isTrue();
      assertThat(process.descendants()).isEmpty();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private JsonNode file(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path found =
          files
              .filter(file -> file.getFileName().toString().equals(name))
              .max(Comparator.naturalOrder())
              .orElseThrow();
      return JsonMapper.shared().readTree(Files.readString(found));
    }
  }
}
