package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.result.NodeUsage;

@Timeout(30)
class CpuQuotaTest {
  @Test
  void holdsAProcessBackAndTellsHowOften() throws Exception {
    assumeThat(CpuQuota.available()).as("control groups can be made here").isPresent();
    Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    String folder;
    try (CpuQuota quota = CpuQuota.around(busy.pid(), 0.1)) {
      folder = quota.folder();
      quota.begin();
      assertThat(quota.words()).startsWith("quota of 0.100 core each, period 10 ms (cgroup v");
      NodeUsage before = usage(folder, busy);

      assertThat(busy.waitFor(1, TimeUnit.SECONDS)).isFalse();

      NodeUsage used = usage(folder, busy).since(before);
      // A tenth of a second, and a little more: what /proc tells has steps, and a wait can be long.
      assertThat(used.cpuNanos()).isLessThan(used.periods() * 2_000_000);
      assertThat(used.throttledPeriods()).isPositive();
      assertThat(used.throttledNanos()).isPositive();
    } finally {
      busy.destroyForcibly().waitFor();
    }
    assertThat(Files.exists(Path.of(folder))).isFalse();
  }

  @Test
  void leavesNothingBehindWhenItHasLookedWhetherItCould() throws IOException {
    assumeThat(CpuQuota.available()).as("control groups can be made here").isPresent();

    try (var groups = Files.walk(Path.of("/sys/fs/cgroup"), 3)) {
      assertThat(groups)
          .noneMatch(
              group -> group.endsWith("twinstream-" + ProcessHandle.current().pid() + "-probe"));
    }
  }

  private static NodeUsage usage(String folder, Process of) {
    return CpuQuota.read(folder, 1, new ProcessStat(of.pid()).cpuNanos());
  }
}
