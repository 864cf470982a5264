package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupFactsTest {
  private static final String MOUNT = "sys/fs/cgroup/";

  @TempDir Path root;

  private FakeSystem system;

  @BeforeEach
  void begin() {
    system = new FakeSystem(root);
  }

  private FakeSystem secondVersion(String path) {
    return system
        .with("proc/self/cgroup", "0::" + path + "\n")
        .with(MOUNT + "cgroup.controllers", "cpuset cpu memory\n");
  }

  private FakeSystem firstVersion(String path) {
    return system.with(
        "proc/self/cgroup",
        "5:cpuset:/\n4:memory:%s\n1:cpu,cpuacct:%s\n0::/elsewhere\n".formatted(path, path));
  }

  @Test
  void tellsTheTightestQuotaOfNestedGroupsOfVersionTwo() {
    secondVersion("/slice/box/job")
        .with(MOUNT + "slice/cpu.max", "300000 100000\n")
        .with(MOUNT + "slice/box/cpu.max", "25000 50000\n")
        .with(MOUNT + "slice/box/job/cpu.max", "max 100000\n")
        .with(MOUNT + "other/cpu.max", "1000 100000\n");

    assertThat(system.machine())
        .containsEntry("cgroup version", "2")
        .containsEntry("cpu quota", "0.50 cores (25000 µs of every 50000)");
  }

  @Test
  void tellsTheTightestQuotaOfNestedGroupsOfVersionOne() {
    firstVersion("/box/job")
        .with(MOUNT + "cpu/cpu.cfs_quota_us", "-1\n")
        .with(MOUNT + "cpu/cpu.cfs_period_us", "100000\n")
        .with(MOUNT + "cpu/box/cpu.cfs_quota_us", "150000\n")
        .with(MOUNT + "cpu/box/cpu.cfs_period_us", "100000\n")
        .with(MOUNT + "cpu/box/job/cpu.cfs_quota_us", "400000\n")
        .with(MOUNT + "cpu/box/job/cpu.cfs_period_us", "100000\n");

    assertThat(system.machine())
        .containsEntry("cgroup version", "1")
        .containsEntry("cpu quota", "1.50 cores (150000 µs of every 100000)");
  }

  @Test
  void saysNoneWhereGroupsLimitNothing() {
    secondVersion("/job")
        .with(MOUNT + "job/cpu.max", "max 100000\n")
        .with(MOUNT + "job/memory.max", "max\n");

    assertThat(system.machine())
        .containsEntry("cpu quota", "none")
        .containsEntry("memory limit", "none");
  }

  @Test
  void takesTheLargestNumberOfVersionOneForNoMemoryLimit() {
    firstVersion("/job").with(MOUNT + "memory/job/memory.limit_in_bytes", "9223372036854771712\n");

    assertThat(system.machine()).containsEntry("memory limit", "none");
  }

  @Test
  void tellsTheTightestMemoryLimitAndTheNearestCpuset() {
    secondVersion("/slice/job")
        .with(MOUNT + "cpuset.cpus.effective", "0-7\n")
        .with(MOUNT + "slice/cpuset.cpus.effective", "0-3\n")
        .with(MOUNT + "slice/memory.max", "1073741824\n")
        .with(MOUNT + "slice/job/memory.max", "2147483648\n");

    assertThat(system.machine())
        .containsEntry("memory limit", "1073741824 B")
        .containsEntry("cpuset", "0-3");
  }

  @Test
  void readsTheMountsOwnGroupWhereOnlyTheHostSeesThePath() {
    secondVersion("/machine/0123/job").with(MOUNT + "cpu.max", "200000 100000\n");

    assertThat(system.machine())
        .containsEntry("cpu quota", "2.00 cores (200000 µs of every 100000)");
  }

  @Test
  void neverLeavesTheMountForAGroupOutsideItsNamespace() {
    secondVersion("/../../job").with("sys/job/cpu.max", "1000 100000\n");

    assertThat(system.machine()).containsEntry("cpu quota", "none");
  }

  @Test
  void tellsUnknownWithoutControlGroups() {
    assertThat(system.machine())
        .containsEntry("cgroup version", "unknown")
        .containsEntry("cpu quota", "unknown")
        .containsEntry("cpuset", "unknown")
        .containsEntry("memory limit", "unknown");
    assertThat(system.moment())
        .containsEntry("throttled periods", "unknown")
        .containsEntry("throttled time", "unknown");
  }

  @Test
  void countsThrottlingOfTheGroupThatHoldsTheQuotaInVersionTwo() {
    secondVersion("/box/job")
        .with(
            MOUNT + "box/cpu.stat",
            "usage_usec 9\nnr_periods 5\nnr_throttled 4\nthrottled_usec 812\n")
        .with(MOUNT + "box/job/cpu.stat", "usage_usec 9\nnr_throttled 0\nthrottled_usec 0\n");

    assertThat(system.moment())
        .containsEntry("throttled periods", "4")
        .containsEntry("throttled time", "812 µs");
  }

  @Test
  void turnsTheNanosecondsOfVersionOneIntoMicroseconds() {
    firstVersion("/job")
        .with(MOUNT + "cpu/job/cpu.stat", "nr_periods 5\nnr_throttled 3\nthrottled_time 7654321\n");

    assertThat(system.moment())
        .containsEntry("throttled periods", "3")
        .containsEntry("throttled time", "7654 µs");
  }
}
