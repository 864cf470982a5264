package twinstream.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import twinstream.result.Caveat;
import twinstream.result.Distribution;
import twinstream.result.Hump;
import twinstream.result.LiveSettings;
import twinstream.result.Metric;
import twinstream.result.Moment;
import twinstream.result.Result;
import twinstream.result.TrialKey;

/// One trial as its raw files tell it.
///
/// @param stated its `result.json`; gives what no raw file holds: key, start, parameters
/// @param values metrics
/// @param fits slopes of a memory ladder
/// @param humps by tag, between the stated ends
/// @param reasons against it; empty for a valid trial
/// @param live what its server was set to
/// @param timeLine what was read second by second; empty for most
/// @param sides what was heard over each transport of one node; empty for most
/// @param windowNanos length of the window
/// @param balances how streams lay on several nodes; empty for one server
/// @param service how often its service level was missed
/// @param crowdCpu share of its allowance; empty where the raw files can't be read
record Trial(
    Result stated,
    Map<Metric, MetricTable.Value> values,
    Map<Metric, Slope> fits,
    Map<String, List<Hump>> humps,
    Set<Caveat> caveats,
    List<Text> reasons,
    OptionalDouble crowdCpu,
    Optional<Late> sends,
    Optional<Late> loops,
    long clockBoundNanos,
    LiveSettings live,
    List<Moment> timeLine,
    Map<String, Map<Distribution, Buckets>> sides,
    long windowNanos,
    List<FleetBalance> balances,
    ServiceLevel service) {

  static Trial of(Result stated, RawTrial raw) {
    var table = new MetricTable(raw);
    Map<Metric, MetricTable.Value> values = new EnumMap<>(Metric.class);
    for (var metric : Metric.values()) {
      table.of(metric).ifPresent(value -> values.put(metric, value));
    }
    Map<Metric, Slope> fits = new EnumMap<>(Metric.class);
    for (var metric : Slope.METRICS) {
      Slope.of(metric, raw.counters().memoryLevels()).ifPresent(fit -> fits.put(metric, fit));
    }
    var gates = new VoidGates(raw, stated.parameters());
    return new Trial(
        stated,
        values,
        fits,
        HumpTable.of(raw, stated.humps()),
        CaveatTable.of(raw, stated),
        gates.reasons(),
        OptionalDouble.of(VoidGates.crowdCpu(raw)),
        gates.late(Distribution.SEND_LAG),
        gates.late(Distribution.LOOP_LAG),
        raw.counters().clock().boundNanos(),
        raw.counters().live(),
        raw.counters().timeLine(),
        raw.sides(),
        raw.counters().windowNanos(),
        FleetBalance.of(raw.counters().fleet().moments()),
        ServiceLevel.of(raw));
  }

  /// A trial whose raw files can't be read, taken as it is stated, so that one damage is not told
  /// as a hundred differences.
  static Trial asStated(Result stated) {
    Map<Metric, MetricTable.Value> values = new EnumMap<>(Metric.class);
    for (var metric : Metric.values()) {
      Double value = stated.metrics().get(metric.name());
      if (value != null) {
        long samples = stated.samples().getOrDefault(metric.name(), 0L);
        values.put(metric, new MetricTable.Value(value, samples));
      }
    }
    Map<Metric, Slope> fits = new EnumMap<>(Metric.class);
    for (var metric : Slope.METRICS) {
      var fit = stated.fits().get(metric.name());
      if (fit != null) {
        double reach = (fit.high() - fit.low()) / 2;
        var line = new LeastSquares(fit.bytesPerStream(), fit.interceptBytes(), reach);
        fits.put(metric, new Slope(line, fit.levels()));
      }
    }
    Set<Caveat> caveats = EnumSet.noneOf(Caveat.class);
    caveats.addAll(stated.caveats());
    List<Text> reasons = new ArrayList<>();
    stated.voidReasons().forEach(reason -> reasons.add(Text.of(reason)));
    return new Trial(
        stated,
        values,
        fits,
        stated.humps(),
        caveats,
        reasons,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        stated.live(),
        List.of(),
        Map.of(),
        0,
        List.of(),
        new ServiceLevel("", List.of()));
  }

  TrialKey key() {
    return stated.key();
  }

  boolean valid() {
    return reasons.isEmpty();
  }

  OptionalDouble value(Metric metric) {
    var value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.value());
  }
}
