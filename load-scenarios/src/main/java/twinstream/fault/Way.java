package twinstream.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// One direction of all connections: its faults, which may change at any time, and what passed. Any
/// thread.
final class Way {
  private final AtomicLong bytes = new AtomicLong();
  private volatile Path path = Path.of(List.of());
  private List<Fault.OfStream> first = List.of();
  private List<Fault.OfStream> every = List.of();

  /// Puts these faults in the place of those before.
  ///
  /// @throws IllegalArgumentException when a kind stands twice
  synchronized void set(Fault... faults) {
    requireOneOfAKind(faults);
    List<Fault.OfPath> lasting = new ArrayList<>();
    List<Fault.OfStream> once = new ArrayList<>();
    List<Fault.OfStream> onEach = new ArrayList<>();
    for (Fault fault : faults) {
      switch (fault) {
        case Fault.OfPath ofPath -> lasting.add(ofPath);
        case Fault.OfStream ofStream -> once.add(ofStream);
        case Fault.EveryConnection(var ofStream) -> onEach.add(ofStream);
      }
    }
    path = Path.of(lasting);
    first = once;
    every = onEach;
  }

  /// What happens to a connection that was just accepted. The first one takes what happens to one
  /// only.
  synchronized List<Fault.OfStream> claim() {
    List<Fault.OfStream> claimed = new ArrayList<>(first);
    claimed.addAll(every);
    first = List.of();
    return claimed;
  }

  Path path() {
    return path;
  }

  /// Bytes written to the receivers.
  long bytes() {
    return bytes.get();
  }

  void passed(int count) {
    bytes.addAndGet(count);
  }

  private static void requireOneOfAKind(Fault... faults) {
    Set<Object> seen = new HashSet<>();
    Arrays.stream(faults)
        .map(fault -> fault instanceof Fault.EveryConnection(var inner) ? inner : fault)
        .map(Way::kind)
        .forEach(kind -> {
          if (!seen.add(kind)) {
            throw new IllegalArgumentException(
                "a direction takes one fault of a kind, but %s stands twice".formatted(kind));
          }
        });
  }

  private static String kind(Fault fault) {
    return fault instanceof Fault.MessageFault message
        ? "a fault on message " + message.message()
        : fault.getClass().getSimpleName();
  }
}
