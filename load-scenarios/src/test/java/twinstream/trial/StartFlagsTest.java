package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartFlagsTest {

  @Test
  void tellTheCollectorThatEachProcessIsToldToUse() {
    assertThat(StartFlags.read())
        .containsEntry("server collector", "G1GC")
        .containsEntry("crowd collector", "SerialGC");
  }

  @Test
  void tellTheFlagsThatATrialUses() {
    assertThat(StartFlags.read())
        .containsEntry("server flags", String.join(" ", ServerProcess.flags(Cores.share(), false)))
        .containsEntry("crowd flags", String.join(" ", Trial.CROWD_FLAGS));
  }

  @Test
  void tellTheJvmOfAPinnedServerHowManyCoresItHas() {
    assertThat(ServerProcess.flags(new Cores(List.of(0, 1), List.of(2)), false))
        .contains("-XX:ActiveProcessorCount=2");
    assertThat(ServerProcess.flags(new Cores(List.of(), List.of()), false))
        .noneMatch(flag -> flag.startsWith("-XX:ActiveProcessorCount"));
  }

  @Test
  void holdNoPath() {
    assertThat(StartFlags.read().values()).noneMatch(value -> value.contains("/"));
  }

  @Test
  void sayWhichObjectHeadersTheServerHas() {
    assertThat(ServerProcess.flags(Cores.share(), true)).contains("-XX:+UseCompactObjectHeaders");
    assertThat(ServerProcess.flags(Cores.share(), false)).contains("-XX:-UseCompactObjectHeaders");
  }
}
