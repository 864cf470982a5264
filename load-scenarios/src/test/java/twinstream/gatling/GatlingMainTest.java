package twinstream.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Gatling keeps state of its process, so each run has one of its own, as it has under `./bench`.
final class GatlingMainTest {
  // The plan of this seed has four users, and its last token is due 2.03 s after its start.
  private static final int USERS = 4;
  private static final int TOKENS = 314;
  private static final List<String> SMALL_PLAN =
      List.of("-Dtwinstream.seed=3830", "-Dtwinstream.speed=0.5", "-Dtwinstream.seconds=2");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1"})
  void everyUserHearsTheWholeReply(String transport) throws Exception {
    int exit = run("-Dtwinstream.transport=" + transport, "-Dtwinstream.warm-up=0");

    assertThat(exit).as(log()).isZero();
    JsonNode result = result();
    assertThat(result.path("observer").asString()).isEqualTo("gatling");
    assertThat(result.path("transport").asString()).isEqualTo(transport);
    assertThat(result.path("users").path("whole").asInt()).isEqualTo(USERS);
    assertThat(result.path("tokens").path("heard").asInt()).isEqualTo(TOKENS);
    assertThat(count(result, "lateness")).isEqualTo(TOKENS);
    assertThat(count(result, "icl")).isEqualTo(TOKENS - USERS);
    assertThat(count(result, "ttft")).isEqualTo(USERS);
    assertThat(count(result, "send-lag")).isEqualTo(USERS);
    assertNothingIsLeft();
  }

  @Test
  void endsWith99WhenNobodyIsServed() throws Exception {
    // Port 9 belongs to a service that no system has run for decades.
    int exit = run("-Dtwinstream.url=http://127.0.0.1:9", "-Dtwinstream.warm-up=1");

    assertThat(exit).as(log()).isEqualTo(99);
    assertThat(result().path("users").path("started").asInt()).isEqualTo(USERS);
    assertThat(result().path("users").path("whole").asInt()).isZero();
    assertNothingIsLeft();
  }

  private int run(String... settings) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(SMALL_PLAN);
    command.addAll(List.of(settings));
    command.add("-Dtwinstream.out=" + folder.resolve("result.json"));
    command.add("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(GatlingMain.class.getName(), "chat"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("ended within 40 s").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private JsonNode result() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(folder.resolve("result.json")));
  }

  private static int count(JsonNode result, String distribution) {
    return result.path("micros").path(distribution).path("count").asInt();
  }

  private void assertNothingIsLeft() throws IOException {
    try (var left = Files.list(folder.resolve("tmp"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("twinstream"));
    }
  }
}
