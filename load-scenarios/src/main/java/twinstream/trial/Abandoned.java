package twinstream.trial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import twinstream.result.ReplyRow;

/// What the server told of replies that were not read to their end, held against what their readers
/// saw.
final class Abandoned {

  /// How far a reply had come on the server.
  ///
  /// @param produced tokens
  /// @param lastNanos when the last of them was, on the shared clock
  record Departure(int produced, long lastNanos) {}

  private final Map<String, List<Departure>> departures;
  private final boolean complete;

  /// @param departures by id of the reply, oldest first
  /// @param complete false when the server may have forgotten some
  Abandoned(Map<String, List<Departure>> departures, boolean complete) {
    this.departures = Map.copyOf(departures);
    this.complete = complete;
  }

  /// Ids of the replies.
  Set<String> ids() {
    return departures.keySet();
  }

  /// The same without some.
  Abandoned without(Set<String> strangers) {
    Map<String, List<Departure>> own = new HashMap<>(departures);
    own.keySet().removeAll(strangers);
    return new Abandoned(own, complete);
  }

  /// True when the server has told of every reply that ended for its reader before its last token.
  boolean knows(List<Tally.Ended> replies) {
    return replies.stream()
        .filter(ended -> !ended.row().done() && !ended.id().isEmpty())
        .allMatch(ended -> of(ended).size() >= ended.unread().size());
  }

  private List<Departure> of(Tally.Ended ended) {
    return departures.getOrDefault(ended.id(), List.of());
  }

  /// The row of a reply, with what the server told of it.
  ///
  /// @param zeroNanos start of the window
  ReplyRow row(Tally.Ended ended, long zeroNanos) {
    List<Departure> told = ended.row().done() ? List.of() : of(ended);
    if (told.isEmpty()) {
      return finishedAllTheSame(ended)
          ? ended.row().withProduced(ended.row().asked(), ended.lastDueNanos() - zeroNanos)
          : ended.row();
    }
    Departure departure = told.getLast();
    long last = departure.produced() == 0 ? ReplyRow.NEVER : departure.lastNanos() - zeroNanos;
    return ended.row().withProduced(departure.produced(), last);
  }

  // The reader left and the server never noticed: it went on to the last token.
  private boolean finishedAllTheSame(Tally.Ended ended) {
    return complete
        && !ended.id().isEmpty()
        && ended.row().left() != ReplyRow.NEVER
        && ended.lastDueNanos() != ReplyRow.NEVER;
  }

  /// Tokens that were produced and that no reader accounted for; −1 when that is not known.
  long inFlight(List<Tally.Ended> replies) {
    if (!complete) {
      return -1;
    }
    long inFlight = 0;
    for (Tally.Ended ended : replies) {
      if (!ended.id().isEmpty()) {
        inFlight += inFlight(ended);
      }
    }
    return inFlight + strays(replies);
  }

  // Each stream that ended too early had so many more tokens than its reader saw. One that was not
  // given up was finished: all of it is under way. One more may have begun when the trial ended.
  private long inFlight(Tally.Ended ended) {
    List<Departure> told = of(ended);
    int finished = Math.max(0, ended.unread().size() - told.size());
    int more = Math.max(0, told.size() - ended.unread().size());
    return told.stream().mapToLong(Departure::produced).sum()
        + (long) finished * ended.row().asked()
        - ended.unread().stream().mapToLong(Integer::longValue).sum()
        - (long) more * ended.seen();
  }

  // Replies whose control record never reached their reader.
  private long strays(List<Tally.Ended> replies) {
    Set<String> known = replies.stream().map(Tally.Ended::id).collect(Collectors.toSet());
    var strays = new HashMap<>(departures);
    strays.keySet().removeAll(known);
    return strays.values().stream().flatMap(List::stream).mapToLong(Departure::produced).sum();
  }
}
