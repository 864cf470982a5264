package twinstream.verify;

import static twinstream.result.Distribution.CANCEL;
import static twinstream.result.Distribution.CONNECT;
import static twinstream.result.Distribution.FIRST_TOKEN;
import static twinstream.result.Distribution.HEADERS;
import static twinstream.result.Distribution.ICL;
import static twinstream.result.Distribution.LATENESS;
import static twinstream.result.Distribution.LOOP_LAG;
import static twinstream.result.Distribution.OPEN;
import static twinstream.result.Distribution.RESUME_GAP;
import static twinstream.result.Distribution.SEND_LAG;
import static twinstream.result.Distribution.TPOT;
import static twinstream.result.Distribution.TRANSPORT_TTFT;
import static twinstream.result.Distribution.TTFT;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import twinstream.result.Distribution;
import twinstream.result.MemoryLevel;
import twinstream.result.Metric;
import twinstream.result.ReplyRow;
import twinstream.result.TrialKind;

/// Every metric once more, by a definition of its own. The compiler names the one that is missing
/// when a metric is added.
final class MetricTable {
  private static final long FEWEST_TOKENS = 1_000;
  private static final long BEYOND = 30;

  private final RawTrial trial;
  private final FleetValues fleet;

  MetricTable(RawTrial trial) {
    this.trial = trial;
    fleet = new FleetValues(trial);
  }

  /// @param value in the metric's unit
  /// @param samples behind it
  record Value(double value, long samples) {}

  Optional<Value> of(Metric metric) {
    var tokens = trial.counters().tokens();
    var counters = trial.counters().counters();
    var smooth = trial.counters().smoothness();
    var memory = trial.counters().footprint();
    var broken = trial.counters().interruptions();
    boolean ramp = trial.kind() == TrialKind.RAMP;
    boolean failover = trial.kind() == TrialKind.FAILOVER;
    return switch (metric) {
      case LATENESS_P50 -> percentile(LATENESS, 500, 0);
      case LATENESS_P99 -> percentile(LATENESS, 990, 0);
      case LATENESS_P999 -> percentile(LATENESS, 999, 30_000);
      case TTFT_P50 -> percentile(TTFT, 500, 0);
      case TTFT_P90 -> percentile(TTFT, 900, 0);
      case TTFT_P99 -> percentile(TTFT, 990, 3_000);
      case TTFT_ADDED_P50 -> percentile(TRANSPORT_TTFT, 500, 0);
      case TTFT_ADDED_P90 -> percentile(TRANSPORT_TTFT, 900, 0);
      case ICL_P50 -> percentile(ICL, 500, 0);
      case ICL_P99 -> percentile(ICL, 990, 0);
      case SERVER_CPU_PER_TOKEN ->
          perToken(trial.counters().server().cpuNanos() / 1e3, tokens.receivedInWindow());
      case CROWD_CPU_PER_TOKEN ->
          perToken(trial.counters().crowd().cpuNanos() / 1e3, tokens.receivedInWindow());
      case WRITES_PER_TOKEN -> perToken(counters.writes(), counters.tokens());
      case LOG_COMMANDS_PER_TOKEN -> perToken(counters.logCommands(), counters.logTokens());
      case BYTES_PER_TOKEN -> perToken(counters.bytes(), counters.tokens());
      case THROUGHPUT -> throughput(tokens.receivedInWindow());
      case HEAP_PER_STREAM, DIRECT_PER_STREAM, RSS_PER_STREAM, KERNEL_PER_STREAM ->
          Slope.of(metric, trial.counters().memoryLevels())
              .map(slope -> new Value(slope.line().slope() / 1024, slope.levels()));
      case OPEN_P50 -> percentile(OPEN, 500, 0);
      case OPEN_P90 -> percentile(OPEN, 900, 0);
      case OPEN_CPU -> openingCpu();
      case WAIT_P50 -> percentile(SEND_LAG, 500, 0);
      case HEADERS_P50 -> percentile(HEADERS, 500, 0);
      case FIRST_TOKEN_P50 -> percentile(FIRST_TOKEN, 500, 0);
      case TPOT_P50 -> allEnded() ? percentile(TPOT, 500, 0) : Optional.empty();
      case TPOT_P90 -> allEnded() ? percentile(TPOT, 900, 0) : Optional.empty();
      case STALLS_100 -> share(1_000 * smooth.stalls100(), smooth.gaps());
      case STALLS_250 -> share(1_000 * smooth.stalls250(), smooth.gaps());
      case BURST_RATIO -> share(100 * smooth.bursts(), smooth.gaps());
      case FLUIDITY ->
          share(smooth.deadlinesMet(), smooth.deadlinesMet() + smooth.deadlinesMissed());
      case GOODPUT -> goodput();
      case CANCEL_P50 -> percentile(CANCEL, 500, 0);
      case CANCEL_P90 -> percentile(CANCEL, 900, 0);
      case TOKENS_WASTED -> wasted();
      case RESUME_GAP_P50 -> percentile(RESUME_GAP, 500, 0);
      case RESUME_GAP_P90 -> percentile(RESUME_GAP, 900, 0);
      case HEAP_GROWTH -> grown(memory.heapBefore(), memory.heapAfter());
      case RESIDENT_GROWTH -> grown(memory.residentBefore(), memory.residentAfter());
      case LOOP_LAG_P90 -> percentile(LOOP_LAG, 900, 0);
      case CONNECT_P50 -> percentile(CONNECT, 500, 0);
      case STREAMS_AT_SLO -> when(ramp, () -> knee(0));
      case TOKENS_AT_SLO -> when(ramp, () -> knee(1));
      case PEAK_TOKENS -> when(ramp, fleet::peak);
      case SCALING_EFFICIENCY -> Optional.empty();
      case THROTTLED_PERIODS -> fleet.throttled();
      case IMBALANCE -> fleet.imbalance();
      case BALANCED_AFTER -> fleet.balancedAfter();
      case CUT_STREAMS -> when(failover, () -> fleet.perThousandReplies(broken.cuts()));
      case RESUMED -> when(failover, fleet::resumed);
      case REPLIES_LOST -> when(failover, () -> fleet.perThousandReplies(broken.lostReplies()));
      case TOKENS_LOST -> when(failover, fleet::tokensLost);
      case RESUME_GAP_P99 -> when(failover, () -> percentile(RESUME_GAP, 990, 0));
      case LONGEST_GAP -> when(failover, fleet::longestGap);
      case COMEBACK_PEAK -> when(failover, fleet::comebackPeak);
    };
  }

  private static Optional<Value> when(boolean applies, Supplier<Optional<Value>> value) {
    return applies ? value.get() : Optional.empty();
  }

  private Optional<Value> knee(int which) {
    return fleet.knee().map(knee -> new Value(knee[which], (long) knee[2]));
  }

  private Optional<Value> percentile(Distribution of, int perMille, long fewest) {
    long needed = Math.max(fewest, Math.ceilDiv(BEYOND * 1_000, 1_000L - perMille));
    return trial
        .distribution(of)
        .filter(buckets -> buckets.total() >= needed)
        .map(buckets -> new Value(buckets.percentileNanos(perMille) / 1e3, buckets.total()));
  }

  private static Optional<Value> perToken(double all, long tokens) {
    return all > 0 ? share(all, tokens) : Optional.empty();
  }

  private static Optional<Value> share(double part, long of) {
    return of >= FEWEST_TOKENS ? Optional.of(new Value(part / of, of)) : Optional.empty();
  }

  private Optional<Value> throughput(long tokens) {
    long windowNanos = trial.counters().windowNanos();
    return tokens >= FEWEST_TOKENS && windowNanos > 0
        ? Optional.of(new Value(tokens / (windowNanos / 1e9), tokens))
        : Optional.empty();
  }

  private Optional<Value> openingCpu() {
    long cpuNanos = sum(MemoryLevel::openingCpuNanos);
    long opened = sum(MemoryLevel::openedHere);
    return cpuNanos >= 100_000_000 && opened != 0
        ? Optional.of(new Value(cpuNanos / 1e3 / opened, opened))
        : Optional.empty();
  }

  private long sum(ToLongFunction<MemoryLevel> of) {
    return trial.counters().memoryLevels().stream().mapToLong(of).sum();
  }

  private boolean allEnded() {
    return trial.ofWindow().stream().noneMatch(row -> row.outcome().equals("running"));
  }

  private Optional<Value> goodput() {
    List<ReplyRow> own = trial.ofWindow();
    long good = own.stream().filter(this::isGood).count();
    return own.size() >= BEYOND && allEnded()
        ? Optional.of(new Value(good / (trial.counters().windowNanos() / 1e9), own.size()))
        : Optional.empty();
  }

  private boolean isGood(ReplyRow row) {
    var bounds = trial.counters().slo();
    int further = row.received() - 1;
    return row.outcome().equals("done")
        && further >= 0
        && row.first() - row.arrival() - row.firstTokenDelay() <= bounds.ttftNanos()
        && (further == 0 || (row.last() - row.first()) / further <= bounds.tpotNanos());
  }

  private Optional<Value> grown(long before, long after) {
    boolean read =
        trial.counters().footprint().heapBefore() > 0
            && trial.counters().footprint().heapAfter() > 0;
    return read ? Optional.of(new Value((after - before) / 1024.0, 1)) : Optional.empty();
  }

  private Optional<Value> wasted() {
    var left = trial.leavers();
    long wasted = left.stream().mapToLong(row -> (long) row.produced() - row.received()).sum();
    return left.size() >= BEYOND
        ? Optional.of(new Value((double) wasted / left.size(), left.size()))
        : Optional.empty();
  }
}
