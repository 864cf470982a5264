package twinstream.result;

import static twinstream.result.Better.HIGHER;
import static twinstream.result.Better.LOWER;
import static twinstream.result.Scale.DIFFERENCE;
import static twinstream.result.Scale.RATIO;

import java.util.Optional;
import java.util.OptionalDouble;

/// Every number that is published about a trial: the index. A row says what it is, how two trials
/// are compared and when the number may be believed. Latencies are compared as differences: on one
/// host they are fractions of a millisecond, and a ratio of two such numbers says nothing that a
/// reader of text feels.
///
/// Margins of lateness and gaps are a tenth of what a display frame (about 10 ms) hides, at p99,
/// and a tenth of that at the median. First tokens happen once per reply: the margins (1, 2, 5 ms)
/// are at most 2.5 % of the strictest published bound on them, 200 ms (GuideLLM, `chat`). The
/// workload's own delay is the same for both trials of a block and leaves a difference alone, while
/// it would pull a ratio towards 1. Costs are compared as ratios within 10 %, about the step at
/// which a fleet needs another node in ten.
public enum Metric {
  LATENESS_P50(
      "token lateness, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.LATENESS, 50),
      "Receive time minus due time of a token, median over all tokens due in the window."),
  LATENESS_P99(
      "token lateness, p99",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.LATENESS, 99),
      "Receive time minus due time of a token: 99 of 100 tokens come sooner."),
  LATENESS_P999(
      "token lateness, p99.9",
      "µs",
      LOWER,
      DIFFERENCE,
      2_000,
      Sensor.percentile(Distribution.LATENESS, 99.9, 30_000),
      "Receive time minus due time of a token, from at least 30,000 tokens."),
  TTFT_P50(
      "time to first token, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.TTFT, 50),
      "First token received minus the intended arrival of its reply."),
  TTFT_P90(
      "time to first token, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      2_000,
      Sensor.percentile(Distribution.TTFT, 90),
      "First token received minus the intended arrival of its reply."),
  TTFT_P99(
      "time to first token, p99",
      "µs",
      LOWER,
      DIFFERENCE,
      5_000,
      Sensor.percentile(Distribution.TTFT, 99, 3_000),
      "First token received minus the intended arrival of its reply, from at least 3,000 replies."),
  TTFT_ADDED_P50(
      "transport-added TTFT, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.TRANSPORT_TTFT, 50),
      "Time to first token minus the workload's own first-token delay: what set-up and transport added."),
  TTFT_ADDED_P90(
      "transport-added TTFT, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      2_000,
      Sensor.percentile(Distribution.TRANSPORT_TTFT, 90),
      "Time to first token minus the workload's own first-token delay: what set-up and transport added."),
  ICL_P50(
      "inter-chunk latency, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.ICL, 50),
      "Receive time minus that of the token before, pooled over tokens (AIPerf's inter-chunk latency)."),
  ICL_P99(
      "inter-chunk latency, p99",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.ICL, 99),
      "Receive time minus that of the token before, pooled over tokens (AIPerf's inter-chunk latency)."),
  SERVER_CPU_PER_TOKEN(
      "server CPU per token",
      "µs",
      LOWER,
      RATIO,
      0.1,
      Sensor.cpuPerToken(Measurement::server),
      "CPU time of the server process over the window, divided by the tokens received in it."),
  CROWD_CPU_PER_TOKEN(
      "crowd CPU per token",
      "µs",
      LOWER,
      RATIO,
      0.1,
      Sensor.cpuPerToken(Measurement::crowd),
      "CPU time of the reading process over the window, divided by the tokens received in it."),
  WRITES_PER_TOKEN(
      "writes per token",
      "writes",
      LOWER,
      RATIO,
      0.1,
      Sensor.counterPerToken(ServerCounters::writes),
      "Writes that the server handed to its connections, divided by the tokens in them."),
  BYTES_PER_TOKEN(
      "bytes per token",
      "B",
      LOWER,
      RATIO,
      0.1,
      Sensor.counterPerToken(ServerCounters::bytes),
      "Bytes written to connections, event, frame and HTTP framing included and TLS aside, divided by the tokens in them."),
  THROUGHPUT(
      "throughput",
      "tokens/s",
      HIGHER,
      RATIO,
      0.1,
      Sensor.throughput(),
      "Tokens received per second. Where a schedule paces the tokens this only says that the schedule was kept."),
  HEAP_PER_STREAM(
      "heap per stream",
      "KiB",
      LOWER,
      RATIO,
      0.1,
      Sensor.perStream(MemoryLevel::heapBytes),
      "Slope of heap after a collection over open streams, at least five levels."),
  DIRECT_PER_STREAM(
      "direct memory per stream",
      "KiB",
      LOWER,
      RATIO,
      0.1,
      Sensor.perStream(MemoryLevel::directBytes),
      "Slope of direct buffers over open streams, at least five levels."),
  RSS_PER_STREAM(
      "resident memory per stream",
      "KiB",
      LOWER,
      RATIO,
      0.1,
      Sensor.perStream(MemoryLevel::residentBytes),
      "Slope of the server's resident set over open streams, at least five levels."),
  KERNEL_PER_STREAM(
      "kernel buffers per stream",
      "KiB",
      LOWER,
      RATIO,
      0.1,
      Sensor.perStream(MemoryLevel::kernelSocketBytes),
      "Slope of the pages in TCP buffers of the whole machine, both ends, over open streams, at least five levels; the socket objects themselves are not in it."),
  LOOP_LAG_P90(
      "crowd loop lag, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.LOOP_LAG, 90),
      "How late the reading side's own event loops were, looked at every 10 ms: what of the lateness may be the reader's."),
  CONNECT_P50(
      "time to connect, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.CONNECT, 50),
      "Start of the connect to connected, median over replies.");

  private final String title;
  private final String unit;
  private final Better better;
  private final Scale scale;
  private final double margin;

  // A sensor is a function without state; the annotation that says so is in a library not needed
  // otherwise.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Sensor sensor;

  private final String definition;

  Metric(
      String title,
      String unit,
      Better better,
      Scale scale,
      double margin,
      Sensor sensor,
      String definition) {
    this.title = title;
    this.unit = unit;
    this.better = better;
    this.scale = scale;
    this.margin = margin;
    this.sensor = sensor;
    this.definition = definition;
  }

  /// Name for people, as in `token lateness, p99`.
  public String title() {
    return title;
  }

  /// Unit of the value in files.
  public String unit() {
    return unit;
  }

  public Better better() {
    return better;
  }

  public Scale scale() {
    return scale;
  }

  /// Equivalence margin: a share (0.1 is 10 %) for a ratio, in the metric's unit for a difference.
  public double margin() {
    return margin;
  }

  /// What is measured, in a sentence.
  public String definition() {
    return definition;
  }

  /// Value in the metric's unit; empty when it does not apply or when too few samples carry it.
  public OptionalDouble value(Measurement measurement) {
    return read(measurement).stream().mapToDouble(Reading::value).findFirst();
  }

  Optional<Reading> read(Measurement measurement) {
    return sensor.read(measurement);
  }
}
