package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twinstream.server.ServerMain;

class ChildProcessTest {
  private final ChildProcess child =
      ChildProcess.start(
          "parrot", List.of(), List.of("-Xmx32m"), Parrot.class.getName(), List.of());

  @AfterEach
  void end() {
    child.close();
  }

  @Test
  void hearsAndAnswers() {
    child.say("Grüße");

    assertThat(child.nextLine()).isEqualTo("Grüße");
  }

  @Test
  void tellsItsNameAndExitCodeWhenItEndsInsteadOfAnswering() {
    child.say("exit 7");

    assertThatThrownBy(child::nextLine)
        .isInstanceOf(TrialFailure.class)
        .hasMessage("the parrot process ended with exit code 7");
  }

  @Test
  void tellsTheSignalThatEndedIt() {
    ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();

    assertThatThrownBy(child::nextLine).hasMessage("the parrot process was ended by signal 9");
  }

  @Test
  void tellsWhatItSaidLastAndNotWhereInTheCode() {
    child.say("fail no more seeds");

    assertThatThrownBy(child::nextLine)
        .hasMessageContaining("exit code 1")
        .hasMessageEndingWith("IllegalStateException: no more seeds");
  }

  @Test
  void callsTheActionWhenItHasEnded() throws Exception {
    var ended = new CompletableFuture<Void>();
    child.whenEnded(() -> ended.complete(null));

    child.say("exit 0");

    assertThat(ended.get(10, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void isGoneWhenItIsClosed() {
    child.close();

    assertThat(ProcessHandle.of(child.pid())).isEmpty();
  }

  @Test
  void isGoneWhenAllAreEnded() {
    ChildProcess.endAll();

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void isAServerThatEndsWithItsInput() throws Exception {
    assertEndsWithItsInput(ServerMain.class, "sse-h1", "0", "0");
  }

  @Test
  void isACrowdThatEndsWithItsInput() throws Exception {
    assertEndsWithItsInput(CrowdMain.class);
  }

  private static void assertEndsWithItsInput(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
