package twinstream.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the kernel's settings and the limits of this process allow connections: tcp(7),
/// `sysctl/net.rst` and `networking/ip-sysctl.rst` of the kernel.
record LimitFacts(SystemFiles files) {
  private static final List<String> CORE =
      List.of("somaxconn", "netdev_max_backlog", "default_qdisc", "rmem_max", "wmem_max");
  private static final List<String> TCP =
      List.of(
          "tcp_congestion_control",
          "tcp_rmem",
          "tcp_wmem",
          "tcp_max_syn_backlog",
          "tcp_slow_start_after_idle",
          "tcp_autocorking",
          "tcp_tw_reuse");

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    CORE.forEach(name -> facts.put(name, files.line("proc/sys/net/core/" + name)));
    TCP.forEach(name -> facts.put(name, files.line("proc/sys/net/ipv4/" + name)));
    facts.put("port range", files.line("proc/sys/net/ipv4/ip_local_port_range"));
    // The JVM raises its own soft limit to the hard one, and its children inherit that.
    facts.put("open files, soft", limit("Max open files", 1));
    facts.put("open files, hard", limit("Max open files", 2));
    facts.put("processes, soft", limit("Max processes", 1));
    facts.put("processes, hard", limit("Max processes", 2));
    return facts;
  }

  /// @param column 1 for the soft limit, 2 for the hard one: proc(5), `/proc/[pid]/limits`
  private String limit(String name, int column) {
    return files.lines("proc/self/limits").stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.split(" {2,}", -1))
        .filter(columns -> columns.length > column)
        .map(columns -> columns[column])
        .findFirst()
        .orElse(SystemFiles.UNKNOWN);
  }
}
