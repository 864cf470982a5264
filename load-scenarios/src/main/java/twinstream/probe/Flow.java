package twinstream.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// How the tokens of a stream arrived, from nothing but the times of arrival.
///
/// @param perArrival with how many a token came together in the median, itself included; 1 where
///   they did not
/// @param apartNanos median time between arrivals of tokens
record Flow(Shape shape, int tokens, int perArrival, long apartNanos) {

  /// What it looks like.
  enum Shape {
    /// One by one, or too fast for anybody to notice that some came together.
    STREAMED("at once"),
    /// Several together, again and again, with pauses between.
    MERGED("merged"),
    /// All at the end of a wait.
    HELD_BACK("held back to the end"),
    /// All together, and soon: the stream is too short to tell.
    AT_ONCE("all together, without a wait"),
    /// Fewer tokens than a judgement needs.
    TOO_FEW("too few tokens to tell");

    private final String words;

    Shape(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  // Fewer can't show a rhythm: many endpoints begin and end an answer with two or three at once.
  private static final int LEAST_TOKENS = 8;
  private static final int LEAST_MERGES = 3;

  // Two reads so close were one write, or one queue that was let go: a token of a stream that a
  // person
  // watches comes after 10 ms or more.
  private static final long TOGETHER_NANOS = 3_000_000;

  // Shorter pauses are seen by nobody, and a fast stream has several tokens in 3 ms by itself.
  private static final long NOTICED_NANOS = 20_000_000;

  // A wait that may be a first token's is no proof of holding back.
  private static final long WAIT_NANOS = 500_000_000;

  private static final long FLOOD_NANOS = 1_000_000;

  /// Tokens that came together.
  private record Group(long firstNanos, long lastNanos, int tokens) {
    Group with(Arrival more) {
      return new Group(firstNanos, more.nanos(), tokens + more.tokens());
    }

    long spanNanos() {
      return lastNanos - firstNanos;
    }
  }

  static Flow of(Recording recording) {
    List<Arrival> arrivals =
        recording.arrivals().stream().filter(arrival -> arrival.tokens() > 0).toList();
    int tokens = recording.tokens();
    long apart = medianGap(arrivals.stream().map(Arrival::nanos).toList());
    if (tokens < LEAST_TOKENS) {
      return new Flow(Shape.TOO_FEW, tokens, 1, apart);
    }
    long span = arrivals.getLast().nanos() - arrivals.getFirst().nanos();
    if (span / (tokens - 1) < FLOOD_NANOS) {
      long wait = arrivals.getFirst().nanos() - recording.askedNanos();
      boolean waited = wait >= WAIT_NANOS && wait >= 10 * span;
      // A flood that lasts is a stream, and a fast one.
      if (waited || span < NOTICED_NANOS) {
        return new Flow(waited ? Shape.HELD_BACK : Shape.AT_ONCE, tokens, tokens, apart);
      }
    }
    List<Group> groups = groups(arrivals);
    if (isMerged(groups, tokens)) {
      return new Flow(
          Shape.MERGED,
          tokens,
          typicalSize(groups, tokens),
          medianGap(groups.stream().map(Group::firstNanos).toList()));
    }
    return new Flow(
        Shape.STREAMED, tokens, 1, medianGap(groups.stream().map(Group::firstNanos).toList()));
  }

  private static List<Group> groups(List<Arrival> arrivals) {
    List<Group> groups = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      if (!groups.isEmpty() && arrival.nanos() - groups.getLast().lastNanos() <= TOGETHER_NANOS) {
        groups.set(groups.size() - 1, groups.getLast().with(arrival));
      } else {
        groups.add(new Group(arrival.nanos(), arrival.nanos(), arrival.tokens()));
      }
    }
    return groups;
  }

  // One stall lets one queue go; a path that merges does so most of the time, and is quiet between.
  private static boolean isMerged(List<Group> groups, int tokens) {
    int together = groups.stream().mapToInt(Group::tokens).filter(number -> number > 1).sum();
    long apart = medianGap(groups.stream().map(Group::firstNanos).toList());
    long span = median(groups.stream().map(Group::spanNanos).toList());
    return groups.stream().filter(group -> group.tokens() > 1).count() >= LEAST_MERGES
        && together * 10 >= tokens * 6
        && apart >= NOTICED_NANOS
        && span * 4 <= apart;
  }

  // Of the tokens, not of the groups, half of which may be stragglers.
  private static int typicalSize(List<Group> groups, int tokens) {
    int seen = 0;
    for (int size : groups.stream().map(Group::tokens).sorted().toList()) {
      seen += size;
      if (2 * seen >= tokens) {
        return size;
      }
    }
    return tokens;
  }

  /// Median time between neighbours; 0 for fewer than two.
  static long medianGap(List<Long> times) {
    return median(
        IntStream.range(1, times.size()).mapToObj(i -> times.get(i) - times.get(i - 1)).toList());
  }

  /// The upper one of two; 0 of none.
  static long median(List<Long> values) {
    return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
  }
}
