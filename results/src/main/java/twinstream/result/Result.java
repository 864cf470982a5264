package twinstream.result;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// One trial as it stands in its file: what was run, what came out, and whether it counts.
///
/// @param schema version of this shape
/// @param key names the trial
/// @param started wall clock at the start of the trial, for the order of a run only
/// @param parameters settings of the cell, as the plan wrote them
/// @param metrics value by name of the [Metric], in the metric's unit; absent where it does not
///   apply
/// @param samples events behind each of those values
/// @param fits lines of the memory ladder by name of the metric, in bytes; empty without a ladder
/// @param humps by tag of a [Distribution] that has more than one hump, from low to high
/// @param caveats what a reader of the values has to know
/// @param voidReasons why the trial does not count; empty for a valid one
/// @param environment short hash of the [Environment] it ran in
/// @param live what the server was set to, read back from it with streams open
/// @param files SHA-256 by name of the files beside it; filled in when it is saved
public record Result(
    int schema,
    TrialKey key,
    Instant started,
    Map<String, String> parameters,
    Map<String, Double> metrics,
    Map<String, Long> samples,
    Map<String, SlopeFit> fits,
    // Older runs have no such component, and their trials none that was found.
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, List<Hump>> humps,
    List<Caveat> caveats,
    List<String> voidReasons,
    String environment,
    LiveSettings live,
    Map<String, String> files) {

  /// Version of the files that this code writes.
  public static final int SCHEMA = 2;

  public Result {
    parameters = ordered(parameters);
    metrics = ordered(metrics);
    samples = ordered(samples);
    fits = ordered(fits);
    humps = ordered(humps);
    caveats = List.copyOf(caveats);
    voidReasons = List.copyOf(voidReasons);
    // An earlier build read none.
    live = Objects.requireNonNullElse(live, LiveSettings.NONE);
    files = ordered(files);
  }

  /// A trial whose server was not asked for its settings.
  public Result(
      int schema,
      TrialKey key,
      Instant started,
      Map<String, String> parameters,
      Map<String, Double> metrics,
      Map<String, Long> samples,
      Map<String, SlopeFit> fits,
      Map<String, List<Hump>> humps,
      List<Caveat> caveats,
      List<String> voidReasons,
      String environment,
      Map<String, String> files) {
    this(
        schema,
        key,
        started,
        parameters,
        metrics,
        samples,
        fits,
        humps,
        caveats,
        voidReasons,
        environment,
        LiveSettings.NONE,
        files);
  }

  /// The one place where a measurement becomes a result.
  ///
  /// @param fromOutside caveats that the plan knows and the measurement does not show
  /// @param environment id of the [Environment] of the trial
  public static Result of(
      TrialKey key,
      Instant started,
      Map<String, String> parameters,
      Measurement measurement,
      Collection<Caveat> fromOutside,
      String environment) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    Map<String, Long> samples = new LinkedHashMap<>();
    var kind = TrialKind.of(parameters);
    for (var metric : Metric.values()) {
      (metric.appliesTo(kind) ? metric.read(measurement) : Optional.<Reading>empty())
          .ifPresent(reading -> {
            metrics.put(metric.name(), reading.value());
            samples.put(metric.name(), reading.samples());
          });
    }
    return new Result(
        SCHEMA,
        key,
        started,
        parameters,
        metrics,
        samples,
        fits(measurement.memoryLevels()),
        Modes.of(measurement.distributions()),
        Caveats.of(measurement, fromOutside),
        Gates.of(parameters).reasonsAgainst(measurement),
        environment,
        measurement.live(),
        Map.of());
  }

  /// True when nothing speaks against the trial.
  public boolean valid() {
    return voidReasons.isEmpty();
  }

  /// Value of a metric in its unit.
  public OptionalDouble value(Metric metric) {
    Double value = metrics.get(metric.name());
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// The same trial under another name: for checks of the instrument, which swap labels.
  public Result withKey(TrialKey other) {
    return new Result(
        schema,
        other,
        started,
        parameters,
        metrics,
        samples,
        fits,
        humps,
        caveats,
        voidReasons,
        environment,
        live,
        files);
  }

  /// The same trial with other settings of its server: for checks of the instrument.
  public Result withLive(LiveSettings other) {
    return new Result(
        schema,
        key,
        started,
        parameters,
        metrics,
        samples,
        fits,
        humps,
        caveats,
        voidReasons,
        environment,
        other,
        files);
  }

  Result withFiles(Map<String, String> hashes) {
    return new Result(
        schema,
        key,
        started,
        parameters,
        metrics,
        samples,
        fits,
        humps,
        caveats,
        voidReasons,
        environment,
        live,
        hashes);
  }

  private static Map<String, SlopeFit> fits(List<MemoryLevel> levels) {
    Map<String, SlopeFit> fits = new LinkedHashMap<>();
    SlopeFit.of(levels, MemoryLevel::heapBytes)
        .ifPresent(fit -> fits.put(Metric.HEAP_PER_STREAM.name(), fit));
    SlopeFit.of(levels, MemoryLevel::directBytes)
        .ifPresent(fit -> fits.put(Metric.DIRECT_PER_STREAM.name(), fit));
    SlopeFit.of(levels, MemoryLevel::residentBytes)
        .ifPresent(fit -> fits.put(Metric.RSS_PER_STREAM.name(), fit));
    SlopeFit.of(levels, MemoryLevel::kernelSocketBytes)
        .ifPresent(fit -> fits.put(Metric.KERNEL_PER_STREAM.name(), fit));
    return fits;
  }

  /// Keeps the order, which [Map#copyOf] does not.
  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
