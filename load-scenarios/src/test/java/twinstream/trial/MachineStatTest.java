package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twinstream.result.Surroundings;

class MachineStatTest {
  private static final long TICK = 10_000_000;
  @TempDir Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void stat(long user, long idle, long steal) throws IOException {
    write(
        "proc/stat",
        "cpu  %d 2 30 %d 5 6 7 %d 0 0\ncpu0 1 2 3 4\ncpu1 1 2 3 4\nintr 5\n"
            .formatted(user, idle, steal));
  }

  @Test
  void takesOthersTimeFromWhatIsBusyAndNotOurs() throws IOException {
    stat(100, 1_000, 10);
    var before = MachineStat.read(root);
    stat(160, 1_900, 14);
    var after = MachineStat.read(root);

    assertThat(after.since(before, 45 * TICK))
        .isEqualTo(new Surroundings(4 * TICK, 0, 15 * TICK, 2));
  }

  @Test
  void countsNeitherIdleNorWaitingNorStolenTimeAsBusy() throws IOException {
    stat(100, 1_000, 10);

    // user, nice, system, irq, softirq.
    assertThat(MachineStat.read(root).busyNanos()).isEqualTo((100 + 2 + 30 + 6 + 7) * TICK);
  }

  @Test
  void readsThrottlingOfItsOwnGroupInTheFirstVersion() throws IOException {
    write("proc/self/cgroup", "5:memory:/x\n4:cpu,cpuacct:/job/7\n");
    write("sys/fs/cgroup/cpu/job/7/cpu.stat", "nr_throttled 3\nthrottled_time 4500\n");

    assertThat(MachineStat.read(root).throttledNanos()).isEqualTo(4_500);
  }

  @Test
  void readsThrottlingByTheQuotaOfAGroupAboveItsOwn() throws IOException {
    write("proc/self/cgroup", "0::/box/job\n");
    write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
    write("sys/fs/cgroup/box/cpu.stat", "usage_usec 9\nnr_throttled 3\nthrottled_usec 45\n");
    write("sys/fs/cgroup/box/job/cpu.stat", "usage_usec 9\nnr_throttled 0\nthrottled_usec 0\n");

    assertThat(MachineStat.read(root).throttledNanos()).isEqualTo(45_000);
  }

  @Test
  void readsTheGroupThatAContainerSeesAsTheRoot() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
    write("sys/fs/cgroup/cpu.stat", "throttled_usec 45\n");

    assertThat(MachineStat.read(root).throttledNanos()).isEqualTo(45_000);
  }

  @Test
  void tellsNothingWhereTheSystemTellsNothing() {
    assertThat(MachineStat.read(root)).isEqualTo(new MachineStat(0, 0, 0, 1));
  }
}
