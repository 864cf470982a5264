package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import twinstream.result.ResultFiles;
import twinstream.server.ServerMain;
import twinstream.transport.Transports;

@EnabledOnOs(value = OS.LINUX, disabledReason = "finds processes in /proc")
class InterruptionTest {
  @TempDir Path folder;

  @Test
  void tellsThatTheServerWasEndedInTheMiddleOfATrial() {
    assertThatThrownBy(() -> run(inWindow(2, ServerMain.class)).finish())
        .isInstanceOf(TrialFailure.class)
        .hasMessageStartingWith("the server process was ended by signal 9");
    assertThat(ResultFiles.loadResults(folder)).hasSize(1);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void tellsThatTheCrowdWasEndedInTheMiddleOfATrial() {
    assertThatThrownBy(() -> run(inWindow(1, CrowdMain.class)).finish())
        .isInstanceOf(TrialFailure.class)
        .hasMessageStartingWith("the crowd process was ended by signal 9");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  private Run run(Consumer<String> phases) {
    return Smallest.run(folder, "steady", Transports.names(), phases);
  }

  private static Consumer<String> inWindow(int number, Class<?> main) {
    int[] windows = {0};
    return phase -> {
      if (phase.startsWith("window") && ++windows[0] == number) {
        Children.of(ProcessHandle.current(), main).getFirst().destroyForcibly();
      }
    };
  }
}
