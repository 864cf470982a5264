package twinstream.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import twinstream.result.NodeMoment;

/// How streams lay on the nodes at one moment, from deviations about the mean.
///
/// @param nanos from the start of the window
/// @param streams open on each node that was up
record FleetBalance(long nanos, List<Long> streams) {
  static final double BALANCED = 1.2;

  /// A moment ends where a node is asked that was asked in it before; without streams there is
  /// none.
  static List<FleetBalance> of(List<NodeMoment> moments) {
    List<FleetBalance> all = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    int end = 0;
    while (end < moments.size()) {
      seen.clear();
      while (end < moments.size() && seen.add(moments.get(end).node())) {
        end++;
      }
      Map<Integer, Long> streams = new TreeMap<>();
      moments.subList(0, end).forEach(moment -> streams.put(moment.node(), moment.streams()));
      List<Long> up = streams.values().stream().filter(open -> open != NodeMoment.DOWN).toList();
      long last = moments.subList(0, end).stream().mapToLong(NodeMoment::nanos).max().orElseThrow();
      if (up.stream().mapToLong(Long::longValue).sum() > 0) {
        all.add(new FleetBalance(last, up));
      }
    }
    return all;
  }

  /// True when more nodes are up at some moment of the window than at the one before.
  static boolean grows(List<FleetBalance> all, long windowNanos) {
    int before = Integer.MAX_VALUE;
    for (var moment : all) {
      if (moment.up() > before && moment.nanos() >= 0 && moment.nanos() < windowNanos) {
        return true;
      }
      before = moment.up();
    }
    return false;
  }

  int up() {
    return streams.size();
  }

  long all() {
    return streams.stream().mapToLong(Long::longValue).sum();
  }

  double ratio() {
    long most = streams.stream().mapToLong(Long::longValue).max().orElseThrow();
    return (double) most * up() / all();
  }

  double variation() {
    double mean = (double) all() / up();
    double squares = streams.stream().mapToDouble(open -> Math.pow(open - mean, 2)).sum();
    return Math.sqrt(squares / up()) / mean;
  }

  /// Jain's index by its other form.
  double jain() {
    return 1 / (1 + Math.pow(variation(), 2));
  }
}
