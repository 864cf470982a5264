package twinstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import twinstream.balance.Balancers;
import twinstream.balance.Program;
import twinstream.result.Pair;
import twinstream.scenario.Load;
import twinstream.scenario.Nodes;
import twinstream.trial.Cores;
import twinstream.trial.CpuQuota;
import twinstream.trial.Plan;
import twinstream.workload.Arrivals;

/// Looks whether the machine is fit to measure: what is there, why it matters, and the command that
/// mends it.
final class Doctor {
  private static final int SPARE_FILES = 200;
  private static final int COMFORTABLE_FILES = 16_000;
  private static final int COMFORTABLE_PORTS = 20_000;
  private static final double OTHER_LOAD = 0.3;

  /// One thing that was looked at.
  ///
  /// @param fine nothing has to be done
  /// @param what what was found
  /// @param why why it matters
  /// @param mend the command that mends it, or shows what to end
  record Finding(boolean fine, String what, String why, String mend) {}

  private Doctor() {}

  static List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(javaVersion());
    findings.add(cores());
    findings.add(openFiles());
    findings.add(ports());
    findings.add(load());
    findings.add(clock());
    findings.add(quota());
    for (Program program : Program.values()) {
      findings.add(program(program));
    }
    return findings;
  }

  private static Finding javaVersion() {
    int feature = Runtime.version().feature();
    return new Finding(
        feature >= 25,
        "Java " + Runtime.version(),
        "The suite needs 25 or newer.",
        "apt install temurin-25-jdk, or set JAVA_HOME to one that is installed");
  }

  private static Finding cores() {
    Cores cores = Cores.share();
    int count = Runtime.getRuntime().availableProcessors();
    String what =
        cores.pinned()
            ? "%d cores; server on %s, crowd on %s".formatted(count, cores.server(), cores.crowd())
            : count + " cores, none pinned";
    return new Finding(
        cores.pinned(),
        what,
        "Server and crowd on the same core take time from each other; with two cores each gets its own.",
        "apt install util-linux (it brings taskset), on a machine with two cores or more");
  }

  private static Finding openFiles() {
    long limit = openFileLimit();
    return new Finding(
        limit >= COMFORTABLE_FILES,
        limit == Long.MAX_VALUE ? "open files: no limit" : "open files: " + limit,
        "Each stream is an open file in each process.",
        "ulimit -n 20000");
  }

  private static Finding ports() {
    int ports = ephemeralPorts();
    return new Finding(
        ports >= COMFORTABLE_PORTS,
        ports + " ports for outgoing connections",
        "Short connections use one each for a minute.",
        "sysctl net.ipv4.ip_local_port_range=\"15000 60999\"");
  }

  private static Finding quota() {
    String version = CpuQuota.available().orElse("");
    return new Finding(
        !version.isEmpty(),
        version.isEmpty()
            ? "CPU quotas: none can be set"
            : "CPU quotas: can be set (%s)".formatted(version),
        "Several servers on one machine are an experiment in scaling only where each has a fixed size; without quotas each accepts a fixed number of connections.",
        "sudo ./bench run scale-efficiency, where control groups can be written (root, outside of most containers)");
  }

  private static Finding load() {
    double load = firstNumber(Path.of("/proc/loadavg"), 0);
    return new Finding(
        load < OTHER_LOAD * Runtime.getRuntime().availableProcessors(),
        "load of the last minute: " + load,
        "Other work on the machine widens every interval.",
        "top -o %CPU, and end what need not run");
  }

  private static Finding clock() {
    Path source = Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    String name = text(source).strip();
    boolean fine = name.isEmpty() || name.equals("tsc") || name.equals("arch_sys_counter");
    return new Finding(
        fine,
        "clock source: " + (name.isEmpty() ? "unknown" : name),
        "Another source than the processor's makes each reading of the clock a system call.",
        "echo tsc > " + source);
  }

  // What is missing is skipped, and spoils no result.
  private static Finding program(Program program) {
    return program
        .find()
        .map(file ->
            new Finding(
                true,
                "%s %s (%s)".formatted(program.command(), program.version(file), file),
                use(program),
                program.install()))
        .orElseGet(() ->
            new Finding(
                true,
                "%s not found: %s; install: %s"
                    .formatted(program.command(), without(program), program.install()),
                use(program),
                program.install()));
  }

  private static String use(Program program) {
    return switch (program) {
      case NGINX, HAPROXY -> "A balancer before nodes, and a path of ./bench paths.";
      case REDIS -> "Keeps replies of several nodes.";
    };
  }

  private static String without(Program program) {
    return switch (program) {
      case NGINX, HAPROXY -> "what needs it is skipped";
      case REDIS -> "an older one that a library brings is used";
    };
  }

  /// Refuses a plan that this machine can't carry out.
  ///
  /// @throws RefusedException with the command that mends it
  static void refuseUnfit(Plan plan) {
    long limit = openFileLimit();
    for (Plan.Part part : plan.parts()) {
      refuseMissing(part);
      long needed = streams(part.scenario().load()) + SPARE_FILES;
      if (needed > limit) {
        throw new RefusedException(
            "%s needs about %d open files in a process, but this shell allows %d. Raise it: ulimit -n %d"
                .formatted(part.scenario().name(), needed, limit, needed));
      }
    }
  }

  private static void refuseMissing(Plan.Part part) {
    for (String name : part.transports()) {
      Nodes nodes = part.scenario().at(Pair.settingOf(name)).nodes();
      Balancers.named(nodes.balancer())
          .missing()
          .ifPresent(missing -> {
            throw new RefusedException(
                "%s needs %s, and %s; or leave balancer at %s"
                    .formatted(
                        part.scenario().name(),
                        nodes.balancer(),
                        missing.sentence(),
                        Balancers.READER));
          });
    }
  }

  private static int streams(Load load) {
    return switch (load) {
      case Load.Paced paced -> streams(paced.workload().arrivals(), paced.window());
      case Load.Flooded flooded -> streams(flooded.workload().arrivals(), flooded.window());
      case Load.Ladder ladder -> ladder.levels().getLast();
    };
  }

  // Arrivals without a fixed number come and go: some hundred at a time.
  private static int streams(Arrivals arrivals, Duration window) {
    return switch (arrivals) {
      case Arrivals.AtOnce(int count, _) -> count;
      case Arrivals.Ramp ramp ->
          ramp.first() + (int) Math.ceil(ramp.perSecond() * window.toSeconds());
      case Arrivals.Held held -> 2 * held.first();
      // Each that warms up is there for a second at most.
      case Arrivals.Warmed warmed ->
          Math.max(
              streams(warmed.others(), window),
              warmed.warming() / (int) Math.max(1, warmed.over().toSeconds()));
      case Arrivals.Poisson _, Arrivals.FromTrace _ -> 1_000;
    };
  }

  private static long openFileLimit() {
    for (String line : text(Path.of("/proc/self/limits")).lines().toList()) {
      if (line.startsWith("Max open files")) {
        String soft = line.substring("Max open files".length()).strip().split("\\s+")[0];
        return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
      }
    }
    return Long.MAX_VALUE;
  }

  private static int ephemeralPorts() {
    String[] ends = text(Path.of("/proc/sys/net/ipv4/ip_local_port_range")).strip().split("\\s+");
    return ends.length == 2
        ? Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1
        : Integer.MAX_VALUE;
  }

  private static double firstNumber(Path file, double otherwise) {
    String text = text(file);
    return text.isEmpty() ? otherwise : Double.parseDouble(text.split(" ")[0]);
  }

  private static String text(Path file) {
    try {
      // In one large read: files under /proc/sys end early when read in small ones.
      return String.join("\n", Files.readAllLines(file));
    } catch (IOException _) {
      return "";
    }
  }
}
