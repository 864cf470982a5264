package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
}
