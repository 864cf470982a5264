package twinstream.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import twinstream.balance.BalancerProcess;
import twinstream.balance.Balancers;
import twinstream.balance.CompanionFailure;
import twinstream.balance.MissingProgramException;
import twinstream.balance.RedisProcess;
import twinstream.scenario.Nodes;

/// The programs of others that a trial needs beside its servers: what stands before them, and what
/// they share. Both run where the crowd does, as neither is what is measured.
final class Companions implements AutoCloseable {
  private @Nullable RedisProcess redis;
  private @Nullable BalancerProcess balancer;

  /// Starts the log that servers share.
  ///
  /// @return words of their command line
  /// @throws TrialFailure when it does not come up
  List<String> sharedLog() {
    try {
      redis = RedisProcess.start();
      return List.of("log=redis://127.0.0.1:" + redis.port());
    } catch (MissingProgramException | CompanionFailure e) {
      throw new TrialFailure("the servers' shared log can't be started: " + e.getMessage());
    }
  }

  /// Starts what stands before servers; nothing where readers choose themselves.
  ///
  /// @param ports of the servers
  /// @throws TrialFailure when it does not come up
  void before(List<Integer> ports, Nodes nodes) {
    if (nodes.balancer().equals(Balancers.READER)) {
      return;
    }
    try {
      balancer = Balancers.start(nodes.balancer(), ports);
    } catch (MissingProgramException | CompanionFailure e) {
      throw new TrialFailure("the balancer can't be started: " + e.getMessage());
    }
  }

  /// Where readers connect.
  ///
  /// @param direct ports of the servers
  /// @param http2 true for readers that speak HTTP/2
  List<Integer> ports(List<Integer> direct, boolean http2) {
    if (balancer == null) {
      return direct;
    }
    return List.of(http2 ? balancer.http2Port() : balancer.port());
  }

  /// What they are, for people.
  String words() {
    List<String> words = new ArrayList<>();
    if (balancer != null) {
      words.add(balancer.version());
    }
    if (redis != null) {
      words.add("redis " + redis.version());
    }
    return words.stream().collect(Collectors.joining(", "));
  }

  void settle(Cores cores) {
    if (cores.pinned()) {
      Stream.of(balancer == null ? 0 : balancer.pid(), redis == null ? 0 : redis.pid())
          .filter(pid -> pid != 0)
          .forEach(pid -> Cores.move(cores.crowd(), pid));
    }
  }

  void whenEnded(Runnable action) {
    if (balancer != null) {
      balancer.whenEnded(action);
    }
    if (redis != null) {
      redis.whenEnded(action);
    }
  }

  boolean isAlive() {
    return (balancer == null || balancer.isAlive()) && (redis == null || redis.isAlive());
  }

  @Override
  public void close() {
    if (balancer != null) {
      balancer.close();
    }
    if (redis != null) {
      redis.close();
    }
  }
}
