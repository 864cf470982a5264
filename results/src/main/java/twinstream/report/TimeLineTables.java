package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import twinstream.result.Moment;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

/// Users and server beside each other over the whole of a trial, where the server was asked
/// meanwhile.
final class TimeLineTables {
  private static final double NANOS = 1e9;
  private static final double MEBI = 1 << 20;

  private TimeLineTables() {}

  /// One for each such trial of a scenario.
  static List<Table> of(RunView view, ScenarioSummary scenario) {
    return view.ofScenario(scenario.name()).stream()
        .flatMap(trial -> table(view, trial).stream())
        .toList();
  }

  private static Optional<Table> table(RunView view, Result trial) {
    return Optional.ofNullable(view.shapes().get(trial.key().id()))
        .map(TrialShape::timeLine)
        .filter(moments -> moments.size() > 1)
        .map(moments ->
            new Table(
                "Time line of " + trial.key().id(),
                List.of(
                    "s from the window's start",
                    "users there",
                    "tokens/s heard",
                    "streams open",
                    "tokens/s sent",
                    "tokens dropped",
                    "server's heap, MiB",
                    "server's resident set, MiB"),
                rows(moments)));
  }

  private static List<List<String>> rows(List<Moment> moments) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 1; i < moments.size(); i++) {
      Moment before = moments.get(i - 1);
      Moment now = moments.get(i);
      double seconds = (now.nanos() - before.nanos()) / NANOS;
      rows.add(
          Stream.of(
                  tenths(now.nanos() / NANOS),
                  whole(now.users()),
                  whole((now.heard() - before.heard()) / seconds),
                  whole(now.streams()),
                  whole((now.tokens() - before.tokens()) / seconds),
                  whole(now.dropped()),
                  tenths(now.heapBytes() / MEBI),
                  tenths(now.residentBytes() / MEBI))
              .toList());
    }
    return rows;
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replace('-', '−');
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
