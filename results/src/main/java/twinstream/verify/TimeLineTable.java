package twinstream.verify;

import java.util.List;
import java.util.stream.IntStream;
import twinstream.result.Moment;

/// The table of a trial second by second, as it must be.
final class TimeLineTable {
  private static final List<String> HEADERS =
      List.of(
          "s from the window's start",
          "users there",
          "tokens/s heard",
          "streams open",
          "tokens/s sent",
          "tokens dropped",
          "server's heap, MiB",
          "server's resident set, MiB");

  private TimeLineTable() {}

  /// Without rows for a trial that has fewer than two moments.
  static WantedTable wanted(Trial trial) {
    var moments = trial.timeLine();
    return new WantedTable(
        "Time line of " + trial.key().id(),
        HEADERS,
        IntStream.range(1, moments.size())
            .mapToObj(i -> row(moments.get(i - 1), moments.get(i)))
            .toList());
  }

  private static List<Text> row(Moment before, Moment now) {
    double perSecond = 1e9 / (now.nanos() - before.nanos());
    return List.of(
        Text.bare(now.nanos() / 1e9),
        Text.count(now.users()),
        Text.bare((now.heard() - before.heard()) * perSecond),
        Text.count(now.streams()),
        Text.bare((now.tokens() - before.tokens()) * perSecond),
        Text.count(now.dropped()),
        Text.bare(now.heapBytes() / 1024.0 / 1024.0),
        Text.bare(now.residentBytes() / 1024.0 / 1024.0));
  }
}
