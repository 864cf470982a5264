package twinstream.result;

import java.util.List;

/// What the several servers of a trial said and used, and when readers came back to them.
///
/// @param moments each node, about twice a second over the whole trial, in order of time
/// @param usage each node over the window, in order; empty where processes end in it
/// @param comebackNanos when readers whose streams broke asked again, each time, from the start of
///   the window, ascending
public record Fleet(List<NodeMoment> moments, List<NodeUsage> usage, List<Long> comebackNanos) {
  /// Of a trial with one server that nobody watched.
  public static final Fleet NONE = new Fleet(List.of(), List.of(), List.of());

  public Fleet {
    moments = List.copyOf(moments);
    usage = List.copyOf(usage);
    comebackNanos = List.copyOf(comebackNanos);
  }
}
