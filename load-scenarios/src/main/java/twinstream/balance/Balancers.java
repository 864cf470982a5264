package twinstream.balance;

import java.util.List;
import java.util.stream.Collectors;

/// Index of all balancers.
public final class Balancers {
  /// The reader takes the nodes in turn, and no process stands between.
  public static final String READER = "reader";

  /// In the order in which they are shown.
  public static final List<Balancer> ALL =
      List.of(
          new Balancer(READER, null, "the reader takes the nodes in turn"),
          new Balancer("haproxy", Program.HAPROXY, "round robin, HAProxy's defaults"),
          new Balancer("haproxy-no-delay", Program.HAPROXY, "the same, each token at once"),
          new Balancer("haproxy-leastconn", Program.HAPROXY, "least open connections"),
          new Balancer(
              "haproxy-leastconn-no-delay", Program.HAPROXY, "the same, each token at once"),
          new Balancer(
              "haproxy-sticky",
              Program.HAPROXY,
              "a reply stays at the node that made it, each token at once"),
          new Balancer("nginx", Program.NGINX, "nothing but proxy_pass, nginx's defaults"),
          new Balancer(
              "nginx-buffering",
              Program.NGINX,
              "the same before a server without X-Accel-Buffering: no"),
          new Balancer("nginx-tuned", Program.NGINX, "each token at once, WebSockets too"));

  private Balancers() {}

  public static List<String> names() {
    return ALL.stream().map(Balancer::name).toList();
  }

  /// @throws IllegalArgumentException naming the known ones
  public static Balancer named(String name) {
    return ALL.stream()
        .filter(balancer -> balancer.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "balancer must be one of %s, but is \"%s\""
                    .formatted(names().stream().collect(Collectors.joining(", ")), name)));
  }

  /// Starts one in front of nodes on this host and waits until it listens. The nodes need not
  /// listen yet.
  ///
  /// @param nodePorts of 127.0.0.1, HTTP/1.1, at least one
  /// @throws IllegalArgumentException when there is none of that name, or it has no process
  /// @throws MissingProgramException when its program is not installed
  /// @throws CompanionFailure when it does not come up
  public static BalancerProcess start(String name, List<Integer> nodePorts) {
    return BalancerProcess.start(named(name), nodePorts);
  }
}
