package twinstream.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;

/// Once more the metrics of trials with several servers, and of those that overload or break them.
final class FleetValues {
  private static final long SECOND = 1_000_000_000;

  private final RawTrial trial;

  FleetValues(RawTrial trial) {
    this.trial = trial;
  }

  /// Streams and tokens per second at the knee of a ramp, and the seconds before it; empty where it
  /// was not reached.
  Optional<double[]> knee() {
    var slices = trial.counters().slices();
    int before = 0;
    while (before + 1 < slices.size() && !(breaks(before) && breaks(before + 1))) {
      before++;
    }
    if (before + 1 >= slices.size()) {
      return Optional.empty();
    }
    double[] best = {0, 0, before};
    for (int i = 0; i < before; i++) {
      long open = open((slices.get(i).second() + 1) * SECOND);
      if (open >= best[0]) {
        best[0] = open;
        best[1] = rate(i);
      }
    }
    return Optional.of(best);
  }

  private double rate(int last) {
    int from = Math.max(0, last - 2);
    double sum = 0;
    for (int i = from; i <= last; i++) {
      sum += trial.counters().slices().get(i).tokens();
    }
    return sum / (last - from + 1);
  }

  private boolean breaks(int index) {
    var slice = trial.counters().slices().get(index);
    var bounds = trial.counters().slo();
    long from = slice.second() * SECOND;
    List<ReplyRow> arrived =
        trial.rows().stream()
            .filter(row -> row.asked() != 0)
            .filter(row -> row.arrival() >= from && row.arrival() - from < SECOND)
            .filter(row -> RawTrial.happened(row.first()) || !row.outcome().equals("running"))
            .toList();
    long above =
        arrived.stream()
            .filter(row ->
                !RawTrial.happened(row.first())
                    || row.first() - row.arrival() - row.firstTokenDelay() > bounds.ttftNanos())
            .count();
    // The lower median is above a bound when more than half of all are.
    return slice.latenessP99Nanos() > bounds.tpotNanos() || 2 * above > arrived.size();
  }

  private long open(long at) {
    return trial.rows().stream()
        .filter(row -> RawTrial.happened(row.headers()) && row.headers() <= at)
        .filter(row ->
            List.of("running", "silent", "stalled").contains(row.outcome()) || row.last() > at)
        .count();
  }

  /// Highest of the averages over three seconds.
  Optional<MetricTable.Value> peak() {
    int seconds = trial.counters().slices().size();
    double most = 0;
    for (int i = 2; i < seconds; i++) {
      most = Math.max(most, rate(i));
    }
    return seconds < 3 ? Optional.empty() : Optional.of(new MetricTable.Value(most, seconds));
  }

  private List<FleetBalance> balances() {
    return FleetBalance.of(trial.counters().fleet().moments());
  }

  Optional<MetricTable.Value> imbalance() {
    double sum = 0;
    int moments = 0;
    for (var moment : balances()) {
      if (trial.inWindow(moment.nanos()) && moment.up() >= 2) {
        sum += moment.ratio();
        moments++;
      }
    }
    return moments == 0
        ? Optional.empty()
        : Optional.of(new MetricTable.Value(sum / moments, moments));
  }

  /// In seconds.
  Optional<MetricTable.Value> balancedAfter() {
    long joined = 0;
    boolean grown = false;
    long settled = 0;
    boolean balanced = false;
    int moments = 0;
    int before = Integer.MAX_VALUE;
    for (var moment : balances()) {
      if (trial.inWindow(moment.nanos())) {
        if (!grown && moment.up() > before) {
          grown = true;
          joined = moment.nanos();
        }
        moments += grown ? 1 : 0;
        boolean now = moment.ratio() < FleetBalance.BALANCED;
        settled = grown && now && !balanced ? moment.nanos() : settled;
        balanced = grown && now;
      }
      before = moment.up();
    }
    return balanced
        ? Optional.of(new MetricTable.Value((settled - joined) / 1e9, moments))
        : Optional.empty();
  }

  Optional<MetricTable.Value> throttled() {
    long periods = 0;
    long held = 0;
    for (var node : trial.counters().fleet().usage()) {
      periods += node.periods();
      held += node.throttledPeriods();
    }
    return of(100.0 * held, periods, 1);
  }

  Optional<MetricTable.Value> longestGap() {
    return trial
        .distribution(Distribution.RESUME_GAP)
        .filter(buckets -> !buckets.steps().isEmpty())
        .map(buckets ->
            new MetricTable.Value(buckets.steps().getLast().highNanos() / 1e3, buckets.total()));
  }

  Optional<MetricTable.Value> perThousandReplies(long count) {
    return of(1_000.0 * count, trial.rows().size(), 30);
  }

  Optional<MetricTable.Value> tokensLost() {
    long asked = trial.rows().stream().mapToLong(ReplyRow::asked).sum();
    return of(1_000.0 * trial.counters().interruptions().lostTokens(), asked, 1_000);
  }

  Optional<MetricTable.Value> resumed() {
    var seen = trial.counters().interruptions();
    return of(100.0 * seen.resumed(), seen.cuts(), 1);
  }

  /// Most comebacks in a tenth of a second that begins with one of them.
  Optional<MetricTable.Value> comebackPeak() {
    List<Long> times = new ArrayList<>(trial.counters().fleet().comebackNanos());
    times.sort(Comparator.naturalOrder());
    long most =
        times.stream()
            .mapToLong(from -> times.stream().filter(at -> isSoon(at - from)).count())
            .max()
            .orElse(0);
    return most == 0 ? Optional.empty() : Optional.of(new MetricTable.Value(most, times.size()));
  }

  private static boolean isSoon(long nanos) {
    return nanos >= 0 && nanos < SECOND / 10;
  }

  private static Optional<MetricTable.Value> of(double part, long all, long fewest) {
    return all < fewest ? Optional.empty() : Optional.of(new MetricTable.Value(part / all, all));
  }
}
