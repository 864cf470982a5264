package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemFactsTest {
  @TempDir Path root;

  private FakeSystem system;

  @BeforeEach
  void begin() {
    system = new FakeSystem(root);
  }

  @Test
  void saysUnknownWhereTheSystemTellsNothing() {
    assertThat(system.machine())
        .containsEntry("cpu", "unknown")
        .containsEntry("smt", "unknown")
        .containsEntry("turbo", "unknown")
        .containsEntry("hypervisor", "unknown")
        .containsEntry("kernel parameters", "unknown")
        .containsEntry("open files, hard", "unknown");
    assertThat(system.moment())
        .containsEntry("steal ticks", "unknown")
        .containsEntry("cpu clock", "unknown")
        .containsEntry("cpu pressure", "unknown");
  }

  @Test
  void tellsTheSameFactsOnEverySystem() {
    var here = Environment.capture(Map.of(), Map.of());

    assertThat(system.machine().keySet()).isEqualTo(here.machine().keySet());
    assertThat(system.moment().keySet()).isEqualTo(here.before().keySet());
  }

  @Test
  void readsTheProcessor() {
    system
        .with(
            "proc/cpuinfo",
            "processor\t: 0\nflags\t: fpu hypervisor\ncpu MHz\t: 2599.9\n"
                + "processor\t: 1\nmodel name\t: Fast 9000\ncpu MHz\t: 3100.2\n")
        .with("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t0-1\n")
        .with("sys/devices/system/cpu/smt/control", "on\n")
        .with("sys/devices/system/cpu/intel_pstate/no_turbo", "1\n")
        .with("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n")
        .with("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n")
        .with("sys/devices/system/node/node0/cpulist", "0-1\n")
        .with("sys/class/dmi/id/product_name", "m9.large\n")
        .with("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");

    assertThat(system.machine())
        .containsEntry("cpu", "Fast 9000")
        .containsEntry("cores", "2")
        .containsEntry("cores allowed", "0-1")
        .containsEntry("smt", "on")
        .containsEntry("turbo", "off")
        .containsEntry("governor", "powersave, performance")
        .containsEntry("numa nodes", "1")
        .containsEntry("hypervisor", "yes")
        .containsEntry("product", "m9.large")
        .containsEntry("huge pages", "madvise");
    assertThat(system.moment()).containsEntry("cpu clock", "2600 to 3100 MHz");
  }

  @Test
  void readsTurboAndClockWhereOnlyTheDriverTells() {
    system
        .with("sys/devices/system/cpu/cpufreq/boost", "1\n")
        .with("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "1800000\n");

    assertThat(system.machine()).containsEntry("turbo", "on");
    assertThat(system.moment()).containsEntry("cpu clock", "1800 to 1800 MHz");
  }

  @Test
  void keepsOfTheKernelsParametersOnlyThoseThatChangeTimes() {
    system.with(
        "proc/cmdline",
        "BOOT_IMAGE=/boot/vmlinuz root=UUID=12-34 mitigations=auto,nosmt ip=host.example"
            + " isolcpus=2-3 idle=/home/ann quiet -- nohz=off\n");

    assertThat(system.machine())
        .containsEntry("kernel parameters", "mitigations=auto,nosmt isolcpus=2-3");
  }

  @Test
  void readsBothKindsOfALimit() {
    system.with(
        "proc/self/limits",
        "Limit                     Soft Limit           Hard Limit           Units\n"
            + "Max processes             96365                unlimited            processes\n"
            + "Max open files            4864                 9999                 files\n");

    assertThat(system.machine())
        .containsEntry("open files, soft", "4864")
        .containsEntry("open files, hard", "9999")
        .containsEntry("processes, soft", "96365")
        .containsEntry("processes, hard", "unlimited");
  }

  @Test
  void readsTheSettingsOfTheNetwork() {
    system
        .with("proc/sys/net/ipv4/tcp_rmem", "4096\t131072\t6291456\n")
        .with("proc/sys/net/core/rmem_max", "212992\n");

    assertThat(system.machine())
        .containsEntry("tcp_rmem", "4096 131072 6291456")
        .containsEntry("rmem_max", "212992");
  }

  @Test
  void readsWhatChangesFromMinuteToMinute() {
    system
        .with("proc/loadavg", "0.50 1.25 2.00 3/120 4711\n")
        .with("proc/stat", "cpu  1 2 3 4 5 6 7 88 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n")
        .with("proc/pressure/cpu", "some avg10=0.84 avg60=0.49 avg300=5.47 total=31\n")
        .with("proc/meminfo", "MemTotal: 9 kB\nMemAvailable:   7 kB\n")
        .with("proc/net/sockstat", "sockets: used 13\nTCP: inuse 1 orphan 0 tw 17 alloc 1 mem 0\n");

    assertThat(system.moment())
        .containsEntry("load averages", "0.50 1.25 2.00")
        .containsEntry("steal ticks", "88")
        .containsEntry("cpu pressure", "0.84 %")
        .containsEntry("memory available", "7 kB")
        .containsEntry("sockets in time-wait", "17");
  }

  @Test
  void tellsFlagsFromTheShellApartWithoutRepeatingThem() {
    String fact = "jvm flags from the shell";
    var agent = flags("-javaagent:/home/ann/agent.jar");

    assertThat(agent.get(fact)).startsWith("JAVA_TOOL_OPTIONS with hash ").doesNotContain("ann");
    assertThat(flags("-Xint").get(fact)).isNotEqualTo(agent.get(fact));
    assertThat(flags("").get(fact)).isEqualTo("none");
  }

  private Map<String, String> flags(String toolOptions) {
    return new SystemFacts(new SystemFiles(root), Map.of("JAVA_TOOL_OPTIONS", toolOptions))
        .machine();
  }
}
