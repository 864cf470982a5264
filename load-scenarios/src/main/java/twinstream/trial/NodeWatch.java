package twinstream.trial;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import twinstream.result.NodeMoment;

/// Asks each of several servers twice a second how many streams it has, all through a trial, and
/// tells readers which of them take new requests: what a balancer's health check does. One line
/// each, so little that it moves none of them; and the same for both twins.
final class NodeWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final List<Integer> adminPorts;
  private final Route route;
  private final long startNanos;
  private final List<NodeMoment> moments = new CopyOnWriteArrayList<>();
  private final BitSet up = new BitSet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("node-watch").factory());

  private NodeWatch(List<Integer> adminPorts, Route route, long startNanos) {
    this.adminPorts = adminPorts;
    this.route = route;
    this.startNanos = startNanos;
  }

  /// @param adminPorts of the servers, in order
  /// @param route whose readers are told
  /// @param startNanos start of the window
  static NodeWatch begin(List<Integer> adminPorts, Route route, long startNanos) {
    var watch = new NodeWatch(adminPorts, route, startNanos);
    watch.clock.scheduleAtFixedRate(watch::look, 0, EVERY_MILLIS, MILLISECONDS);
    return watch;
  }

  private void look() {
    for (int i = 0; i < adminPorts.size(); i++) {
      int server = i;
      // One that is only slow is left as it was: that it is slow is what may be measured.
      new AdminClient(adminPorts.get(i)).now().ifPresent(now -> heard(server, now));
    }
  }

  private void heard(int server, AdminClient.Now now) {
    synchronized (up) {
      up.set(server, now.up());
    }
    route.tell(server, now.up() && !now.closing());
    moments.add(
        new NodeMoment(
            System.nanoTime() - startNanos,
            server + 1,
            now.up() ? now.streams() : NodeMoment.DOWN,
            now.tokens()));
  }

  /// Servers that answered when they were asked last.
  int up() {
    synchronized (up) {
      return up.cardinality();
    }
  }

  /// What was told so far, in order of time.
  List<NodeMoment> moments() {
    return List.copyOf(moments);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
