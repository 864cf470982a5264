package twinstream.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The foreign program of most of these tests is `sh`, which is everywhere.
@Timeout(20)
class CompanionTest {
  @Test
  void endsItsProgramAndRemovesItsFolder() {
    var folder = new AtomicReference<Path>();
    var companion =
        Companion.start(
            "sleeper",
            0,
            (own, _) -> {
              folder.set(own);
              return List.of("sleep", "60");
            });
    ProcessHandle program = ProcessHandle.of(companion.pid()).orElseThrow();
    assertThat(program.isAlive()).isTrue();

    companion.close();

    assertThat(program.isAlive()).isFalse();
    assertThat(companion.isAlive()).isFalse();
    assertThat(folder.get()).doesNotExist();
  }

  @Test
  void endsAProgramThatDoesNotWantToEnd() {
    var companion =
        Companion.start(
            "stubborn",
            0,
            (_, _) -> List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"));
    ProcessHandle program = ProcessHandle.of(companion.pid()).orElseThrow();

    companion.close();

    assertThat(program.isAlive()).isFalse();
  }

  @Test
  void endsWithAParentThatIsKilled() throws IOException {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName())
            .start();
    String[] said = parent.inputReader().readLine().split(" ", 2);
    ProcessHandle program = ProcessHandle.of(Long.parseLong(said[0])).orElseThrow();
    ProcessHandle shell = program.parent().orElseThrow();
    assertThat(Path.of(said[1])).exists();

    parent.destroyForcibly();

    eventually(() -> !program.isAlive() && !shell.isAlive() && !Files.exists(Path.of(said[1])));
  }

  /// What `kill -9` ends in one of these tests.
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      var folder = new AtomicReference<Path>();
      var companion =
          Companion.start(
              "orphan",
              0,
              (own, _) -> {
                folder.set(own);
                return List.of("sleep", "60");
              });
      System.out.println(companion.pid() + " " + folder.get());
      TimeUnit.MINUTES.sleep(1);
    }
  }

  @Test
  void showsTheLastWordsOfAProgramThatDoesNotComeUp() {
    assertThatThrownBy(() ->
            Companion.start(
                "loser", 1, (_, _) -> List.of("sh", "-c", "echo no such luck >&2; exit 3")))
        .isInstanceOf(CompanionFailure.class)
        .hasMessage(
            "loser ended with exit code 3 as soon as it was started, and its last words were: no such luck");
  }

  @Test
  void asksForOtherPortsWhenAnotherProcessCameFirst() {
    var tries = new java.util.concurrent.atomic.AtomicInteger();

    assertThatThrownBy(() ->
            Companion.start(
                "late",
                1,
                (_, _) -> {
                  tries.incrementAndGet();
                  return List.of("sh", "-c", "echo Address already in use; exit 1");
                }))
        .isInstanceOf(CompanionFailure.class);
    assertThat(tries).hasValue(5);
  }

  @Test
  void tellsWhenItsProgramEnds() {
    var ended = new java.util.concurrent.CountDownLatch(1);
    try (var companion = Companion.start("short", 0, (_, _) -> List.of("sleep", "0.3"))) {
      companion.whenEnded(ended::countDown);
      eventually(() -> ended.getCount() == 0);
      assertThat(companion.isAlive()).isFalse();
    }
  }

  @Test
  void saysHowToInstallWhatIsMissing() {
    assertThat(Program.HAPROXY.in("")).isEmpty();
    assertThat(Program.HAPROXY.missing().sentence())
        .isEqualTo("haproxy is not installed (apt install haproxy; macOS: brew install haproxy)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nginx version: nginx/1.22.1 | 1.22.1",
        "HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/ | 2.6.12",
        "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 | 7.0.15",
        "no number | unknown"
      })
  void readsTheVersionFromWhatAProgramSays(String said, String version) {
    assertThat(Program.versionIn(said)).isEqualTo(version);
  }

  @Test
  void runsTheRedisThatIsInstalledOrElseTheOneThatTheLibraryBrings() throws IOException {
    for (Optional<Path> file : List.of(Program.REDIS.find(), Optional.<Path>empty())) {
      ProcessHandle server;
      try (var redis = RedisProcess.start(file)) {
        assertThat(redis.isBrought()).isEqualTo(file.isEmpty());
        assertThat(redis.version()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(answer(redis.port(), "PING")).isEqualTo("+PONG");
        server = ProcessHandle.of(redis.pid()).orElseThrow();
        assertThat(server.info().command().orElse("")).contains("redis");
      }
      assertThat(server.isAlive()).isFalse();
    }
  }

  private static String answer(int port, String question) throws IOException {
    try (var socket = new java.net.Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write((question + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      return new java.io.BufferedReader(
              new java.io.InputStreamReader(
                  socket.getInputStream(), java.nio.charset.StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
