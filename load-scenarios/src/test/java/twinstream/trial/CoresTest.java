package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {
  private static final List<String> COMMAND = List.of("java", "-version");

  @Test
  void leavesACommandAsItIsWithoutCores() {
    assertThat(Cores.pin(List.of(), COMMAND)).isEqualTo(COMMAND);
  }

  @Test
  void putsACommandOntoItsCores() {
    assertThat(Cores.pin(List.of(0, 2, 3), COMMAND))
        .containsExactly("taskset", "-c", "0,2,3", "java", "-version");
  }

  @Test
  void isPinnedWhenTheServerHasCoresOfItsOwn() {
    assertThat(new Cores(List.of(0), List.of(1)).pinned()).isTrue();
    assertThat(new Cores(List.of(), List.of()).pinned()).isFalse();
  }

  @Test
  void countsAllCoresForAServerThatIsNotPinned() {
    assertThat(new Cores(List.of(), List.of()).serverCount())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void sharesNoCoreBetweenServerAndCrowd() {
    Cores shared = Cores.share();
    assumeThat(shared.pinned()).isTrue();

    assertThat(shared.server()).isNotEmpty().doesNotContainAnyElementsOf(shared.crowd());
    assertThat(shared.crowd()).isNotEmpty();
  }

  @Test
  void movesAllThreadsOfAProcess() throws IOException {
    Cores shared = Cores.share();
    assumeThat(shared.pinned()).isTrue();
    try (ChildProcess child = parrot()) {
      child.say("hello");
      assertThat(child.nextLine()).isEqualTo("hello");
      assertThat(Cores.move(shared.server(), child.pid())).isTrue();
      try (var threads = Files.list(Path.of("/proc/" + child.pid() + "/task"))) {
        assertThat(threads)
            .hasSizeGreaterThan(1)
            .allSatisfy(thread ->
                assertThat(Cores.allowed(thread.resolve("status"))).isEqualTo(shared.server()));
      }
    }
  }

  @Test
  void movesNoProcessThatHasEnded() {
    Cores shared = Cores.share();
    assumeThat(shared.pinned()).isTrue();
    ChildProcess gone = parrot();
    gone.close();
    assertThat(Cores.move(shared.server(), gone.pid())).isFalse();
  }

  private static ChildProcess parrot() {
    return ChildProcess.start(
        "parrot", List.of(), List.of("-Xmx32m"), Parrot.class.getName(), List.of());
  }
}
