package twinstream.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import twinstream.balance.Balancer;
import twinstream.balance.BalancerProcess;
import twinstream.balance.Balancers;
import twinstream.scenario.Conditions;
import twinstream.transport.Transports;
import twinstream.trial.Cores;
import twinstream.trial.ServerProcess;

/// Servers, and the balancers before them. One thread.
final class Doors implements AutoCloseable {
  // The last that was started is ended first.
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /// Where readers of each transport go.
  ///
  /// @param balancer null for none
  record Door(String path, @Nullable BalancerProcess balancer, Map<String, Integer> ports) {
    /// Command of the program that stands there; the path's own name where none does.
    String program() {
      return path.replaceFirst("-.*", "");
    }

    int port(String transport) {
      return Objects.requireNonNull(ports.get(transport), transport);
    }
  }

  /// Starts servers of each kind and the balancers before them.
  ///
  /// @param heartbeatMillis silence after which these servers send one
  List<Door> open(List<Balancer> balancers, int heartbeatMillis) {
    // Behind a balancer stands a node of HTTP/1.1, whatever is spoken in front of it.
    int node = server(Transports.MIXED, heartbeatMillis);
    List<Door> doors = new ArrayList<>();
    doors.add(
        new Door(
            Paths.DIRECT,
            null,
            Map.of(
                "sse-h1",
                node,
                "ws-h1",
                node,
                "sse-h2",
                server("sse-h2", heartbeatMillis),
                "ws-h2",
                server("ws-h2", heartbeatMillis))));
    for (Balancer balancer : balancers) {
      BalancerProcess process = Balancers.start(balancer.name(), List.of(node));
      started.push(process);
      doors.add(
          new Door(
              balancer.name(),
              process,
              Map.of(
                  "sse-h1", process.port(),
                  "ws-h1", process.port(),
                  "sse-h2", process.http2Port(),
                  "ws-h2", process.http2Port())));
    }
    return doors;
  }

  private int server(String transport, int heartbeatMillis) {
    ServerProcess server =
        ServerProcess.start(
            transport,
            0,
            0,
            // Nothing is compared here that cores could change.
            new Cores(List.of(), List.of()),
            new Conditions(List.of("heartbeat=" + heartbeatMillis), false, 1, 0, false),
            List.of());
    started.push(server);
    return server.port();
  }

  /// Ends all that was started.
  @Override
  public void close() {
    for (AutoCloseable one : started) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException("servers and balancers end without an exception", e);
      }
    }
  }
}
