package twinstream.result;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How evenly the open streams lay on the nodes that were up at one moment of a trial.
///
/// @param nanos when, from the start of the window; negative before it
/// @param up nodes that answered
/// @param streams open on all of them, above 0
/// @param ratio those of the fullest node over the mean of all; 1 is perfect, `up` the worst
/// @param variation standard deviation over mean (coefficient of variation), over all nodes that
///   are up; 0 is perfect
/// @param jain Jain's index (Jain, Chiu and Hawe 1984), from 1 / `up` to 1; 1 is perfect
public record Balance(
    long nanos, int up, long streams, double ratio, double variation, double jain) {

  /// Highest ratio that counts as balanced.
  public static final double BALANCED = 1.2;

  /// The nodes are asked one after the other: a moment is over when one of them is asked again.
  /// What a node said stands until it says something else. Moments without an open stream tell
  /// nothing and are left out.
  ///
  /// @param moments of all nodes, in order of time
  public static List<Balance> of(List<NodeMoment> moments) {
    List<Balance> balances = new ArrayList<>();
    Map<Integer, NodeMoment> known = new TreeMap<>();
    Set<Integer> asked = new HashSet<>();
    for (var moment : moments) {
      if (!asked.add(moment.node())) {
        add(known, balances);
        asked.clear();
        asked.add(moment.node());
      }
      known.put(moment.node(), moment);
    }
    add(known, balances);
    return balances;
  }

  private static void add(Map<Integer, NodeMoment> known, List<Balance> balances) {
    var up = known.values().stream().filter(NodeMoment::up).toList();
    long all = up.stream().mapToLong(NodeMoment::streams).sum();
    if (all == 0) {
      return;
    }
    double mean = (double) all / up.size();
    long most = up.stream().mapToLong(NodeMoment::streams).max().orElseThrow();
    double squares =
        up.stream().mapToDouble(node -> (double) node.streams() * node.streams()).sum();
    double variance = Math.max(0, squares / up.size() - mean * mean);
    balances.add(
        new Balance(
            known.values().stream().mapToLong(NodeMoment::nanos).max().orElseThrow(),
            up.size(),
            all,
            most / mean,
            Math.sqrt(variance) / mean,
            (double) all * all / (up.size() * squares)));
  }

  /// Index of the first moment of the window at which more nodes are up than at the one before; −1
  /// where none joins.
  public static int joined(List<Balance> all, long windowNanos) {
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).inWindow(windowNanos) && all.get(i).up() > all.get(i - 1).up()) {
        return i;
      }
    }
    return -1;
  }

  /// True in the window of a trial.
  public boolean inWindow(long windowNanos) {
    return nanos >= 0 && nanos < windowNanos;
  }
}
