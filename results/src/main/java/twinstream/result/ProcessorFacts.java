package twinstream.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The processor, how the kernel drives it, and whether it is one of a virtual machine.
record ProcessorFacts(SystemFiles files) {
  private static final String INFO = "proc/cpuinfo";
  private static final String CPU = "sys/devices/system/cpu";
  private static final Pattern CHOSEN = Pattern.compile("\\[(\\S+)]");

  /// Parameters of the kernel that change how long something takes. All others are left out: some
  /// hold paths, numbers of disks or names of hosts.
  private static final Predicate<String> TELLING =
      Pattern.compile(
              "(isolcpus|nohz|nohz_full|rcu_nocbs|mitigations|nosmt|idle|intel_pstate|amd_pstate"
                  + "|processor\\.max_cstate|intel_idle\\.max_cstate|cpuidle[\\w.]*|haltpoll\\.\\w+"
                  + "|cpufreq[\\w.]*|preempt|clocksource|tsc)(=[\\w,.:+-]*)?")
          .asMatchPredicate();

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cpu", files.field(INFO, "model name"));
    facts.put("cores", cores());
    facts.put("cores allowed", files.field("proc/self/status", "Cpus_allowed_list"));
    facts.put("smt", files.line(CPU + "/smt/control"));
    facts.put("turbo", turbo());
    facts.put("governor", ofAll("scaling_governor"));
    facts.put("frequency driver", ofAll("scaling_driver"));
    facts.put("numa nodes", numaNodes());
    facts.put("hypervisor", hypervisor());
    facts.put("product", product());
    facts.put("huge pages", hugePages());
    facts.put(
        "clock source",
        files.line("sys/devices/system/clocksource/clocksource0/current_clocksource"));
    facts.put("kernel parameters", kernelParameters());
    return facts;
  }

  /// Of the machine, where it tells: a pinned process sees fewer.
  private String cores() {
    long seen = files.fields(INFO, "processor").size();
    return Long.toString(seen > 0 ? seen : Runtime.getRuntime().availableProcessors());
  }

  private String turbo() {
    String forbidden = files.line(CPU + "/intel_pstate/no_turbo");
    String allowed = files.line(CPU + "/cpufreq/boost");
    if (forbidden.equals("0") || allowed.equals("1")) {
      return "on";
    }
    return forbidden.equals("1") || allowed.equals("0") ? "off" : SystemFiles.UNKNOWN;
  }

  private String ofAll(String file) {
    return joined(
        files.paths(CPU, "cpu\\d+").stream()
            .map(core -> files.line(core + "/cpufreq/" + file))
            .filter(value -> !value.equals(SystemFiles.UNKNOWN))
            .distinct());
  }

  private String numaNodes() {
    int nodes = files.paths("sys/devices/system/node", "node\\d+").size();
    return nodes > 0 ? Integer.toString(nodes) : SystemFiles.UNKNOWN;
  }

  // x86 only: other processors have no such flag.
  private String hypervisor() {
    String flags = files.field(INFO, "flags");
    if (flags.equals(SystemFiles.UNKNOWN)) {
      return flags;
    }
    return List.of(flags.split(" ")).contains("hypervisor") ? "yes" : "no";
  }

  private String product() {
    return joined(
        Stream.of("sys_vendor", "product_name")
            .map(file -> files.line("sys/class/dmi/id/" + file))
            .filter(value -> !value.equals(SystemFiles.UNKNOWN)));
  }

  private String hugePages() {
    var chosen = CHOSEN.matcher(files.line("sys/kernel/mm/transparent_hugepage/enabled"));
    return chosen.find() ? chosen.group(1) : SystemFiles.UNKNOWN;
  }

  private String kernelParameters() {
    String line = files.line("proc/cmdline");
    if (line.equals(SystemFiles.UNKNOWN)) {
      return line;
    }
    // What follows "--" is for the first process.
    String told =
        Stream.of(line.split(" "))
            .takeWhile(word -> !word.equals("--"))
            .filter(TELLING)
            .collect(Collectors.joining(" "));
    return told.isEmpty() ? "none that matters" : told;
  }

  private static String joined(Stream<String> values) {
    String text = values.collect(Collectors.joining(", "));
    return text.isEmpty() ? SystemFiles.UNKNOWN : text;
  }
}
