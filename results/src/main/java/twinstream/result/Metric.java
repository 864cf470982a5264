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
/// which a fleet needs another node in ten. Stalls: half a stall in a thousand tokens is one in
/// about half a minute of fast reading. Cancelling and coming back: 10 ms is less than one token's
/// gap. Growth: 4 MiB of heap and 16 MiB of resident memory are what a JVM moves by without
/// anything that grows. Scaling efficiency: five points at ten nodes are half a node. Imbalance: a
/// tenth of a node's mean load, half of what counts as balanced. Time until balanced: two seconds
/// are four looks at the nodes. Restarts: one reply or token in a thousand is the error budget of
/// "three nines"; ten cut streams in a thousand are within a fleet's daily churn; 50 ms at the 99th
/// percentile of gaps and 100 ms at the longest are under what a person notices as a pause.
///
/// Throughput at SLO lags by about a second behind the streams of a ramp. Where each node gets as
/// many new streams a second, whatever their number, that is the same share of every value and
/// leaves their ratios alone; a ramp of one pace for all would make one node look slow.
public enum Metric {
  LATENESS_P50(
      "token lateness, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.LATENESS, 50),
      "measured from the intended time, as wrk2 does (Tene)",
      "Receive time minus due time of a token, median over all tokens due in the window."),
  LATENESS_P99(
      "token lateness, p99",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.LATENESS, 99),
      "measured from the intended time, as wrk2 does (Tene)",
      "Receive time minus due time of a token: 99 of 100 tokens come sooner."),
  LATENESS_P999(
      "token lateness, p99.9",
      "µs",
      LOWER,
      DIFFERENCE,
      2_000,
      Sensor.percentile(Distribution.LATENESS, 99.9, 30_000),
      "measured from the intended time, as wrk2 does (Tene)",
      "Receive time minus due time of a token, from at least 30,000 tokens."),
  TTFT_P50(
      "time to first token, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.TTFT, 50),
      "MLPerf Inference; from the intended arrival",
      "First token received minus the intended arrival of its reply."),
  TTFT_P90(
      "time to first token, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      2_000,
      Sensor.percentile(Distribution.TTFT, 90),
      "MLPerf Inference; from the intended arrival",
      "First token received minus the intended arrival of its reply."),
  TTFT_P99(
      "time to first token, p99",
      "µs",
      LOWER,
      DIFFERENCE,
      5_000,
      Sensor.percentile(Distribution.TTFT, 99, 3_000),
      "MLPerf Inference; from the intended arrival",
      "First token received minus the intended arrival of its reply, from at least 3,000 replies."),
  TTFT_ADDED_P50(
      "transport-added TTFT, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.TRANSPORT_TTFT, 50),
      "TTFT less the trace's own wait",
      "Time to first token minus the workload's own first-token delay: what set-up and transport added."),
  TTFT_ADDED_P90(
      "transport-added TTFT, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      2_000,
      Sensor.percentile(Distribution.TRANSPORT_TTFT, 90),
      "TTFT less the trace's own wait",
      "Time to first token minus the workload's own first-token delay: what set-up and transport added."),
  ICL_P50(
      "inter-chunk latency, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.ICL, 50),
      "AIPerf, inter-chunk latency",
      "Receive time minus that of the token before, pooled over tokens (AIPerf's inter-chunk latency)."),
  ICL_P99(
      "inter-chunk latency, p99",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.ICL, 99),
      "AIPerf, inter-chunk latency",
      "Receive time minus that of the token before, pooled over tokens (AIPerf's inter-chunk latency)."),
  SERVER_CPU_PER_TOKEN(
      "server CPU per token",
      "µs",
      LOWER,
      RATIO,
      0.1,
      Sensor.cpuPerToken(Measurement::server),
      "proc(5), utime and stime",
      "CPU time of the server process over the window, divided by the tokens received in it."),
  CROWD_CPU_PER_TOKEN(
      "crowd CPU per token",
      "µs",
      LOWER,
      RATIO,
      0.1,
      Sensor.cpuPerToken(Measurement::crowd),
      "proc(5), utime and stime",
      "CPU time of the reading process over the window, divided by the tokens received in it."),
  WRITES_PER_TOKEN(
      "writes per token",
      "writes",
      LOWER,
      RATIO,
      0.1,
      Sensor.counterPerToken(ServerCounters::writes),
      "the server's own meters",
      "Writes that the server handed to its connections, divided by the tokens in them."),
  LOG_COMMANDS_PER_TOKEN(
      "log commands per token",
      "commands",
      LOWER,
      RATIO,
      0.1,
      Sensor.logCommandsPerToken(),
      "the server's own meters",
      "Commands that servers sent to a log that they share, divided by the tokens in them; begin and end of replies included."),
  BYTES_PER_TOKEN(
      "bytes per token",
      "B",
      LOWER,
      RATIO,
      0.1,
      Sensor.counterPerToken(ServerCounters::bytes),
      "the server's own meters",
      "Bytes written to connections, event, frame and HTTP framing and TLS included, divided by the tokens in them."),
  THROUGHPUT(
      "throughput",
      "tokens/s",
      HIGHER,
      RATIO,
      0.1,
      Sensor.throughput(),
      "MLPerf Inference, tokens per second",
      "Tokens received per second. Where a schedule paces the tokens this only says that the schedule was kept."),
  HEAP_PER_STREAM(
      "heap per stream",
      "KiB",
      LOWER,
      RATIO,
      0.1,
      Sensor.perStream(MemoryLevel::heapBytes),
      "least squares over levels of open streams",
      "Slope of heap after a collection over open streams, at least five levels."),
  DIRECT_PER_STREAM(
      "direct memory per stream",
      "KiB",
      LOWER,
      RATIO,
      0.1,
      Sensor.perStream(MemoryLevel::directBytes),
      "least squares over levels of open streams",
      "Slope of direct buffers over open streams, at least five levels."),
  RSS_PER_STREAM(
      "resident memory per stream",
      "KiB",
      LOWER,
      RATIO,
      0.1,
      Sensor.perStream(MemoryLevel::residentBytes),
      "least squares over levels of open streams; proc(5), VmRSS",
      "Slope of the server's resident set over open streams, at least five levels."),
  KERNEL_PER_STREAM(
      "kernel buffers per stream",
      "KiB",
      LOWER,
      RATIO,
      0.1,
      Sensor.perStream(MemoryLevel::kernelSocketBytes),
      "least squares over levels of open streams; proc(5), sockstat",
      "Slope of the pages in TCP buffers of the whole machine, both ends, over open streams, at least five levels; the socket objects themselves are not in it."),
  OPEN_P50(
      "time to open a stream, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.OPEN, 50),
      "split of TTFT",
      "Start of the connect to response headers or 101 on a connection of its own, median over replies."),
  OPEN_P90(
      "time to open a stream, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.OPEN, 90),
      "split of TTFT",
      "Start of the connect to response headers or 101 on a connection of its own."),
  OPEN_CPU(
      "CPU per opened stream",
      "µs",
      LOWER,
      RATIO,
      0.1,
      Sensor.openingCpu(),
      "proc(5), utime and stime",
      "CPU time of the server while the silent streams of a memory ladder opened on fresh connections, divided by their number."),
  WAIT_P50(
      "wait to send, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.SEND_LAG, 50),
      "split of TTFT",
      "Intended arrival to the start of the connect, median over replies: the reader's own share of TTFT."),
  HEADERS_P50(
      "request to headers, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.HEADERS, 50),
      "split of TTFT",
      "Connected to response headers or 101, median over replies."),
  FIRST_TOKEN_P50(
      "headers to first token, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.FIRST_TOKEN, 50),
      "split of TTFT",
      "Headers or 101 to the first token, median over replies; holds the workload's own delay."),
  TPOT_P50(
      "time per output token, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.perReply(Distribution.TPOT, 50),
      "vLLM, MLPerf Inference",
      "Last minus first token of a reply, divided by its tokens less one; median over replies of the window, once all of them have ended."),
  TPOT_P90(
      "time per output token, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.perReply(Distribution.TPOT, 90),
      "vLLM, MLPerf Inference",
      "Last minus first token of a reply, divided by its tokens less one, over replies of the window, once all of them have ended."),
  STALLS_100(
      "stalls over 100 ms",
      "‰",
      LOWER,
      DIFFERENCE,
      0.5,
      Sensor.ofGaps(Smoothness::stalls100, 1_000),
      "this suite",
      "Gaps that were over 100 ms longer than due, per 1,000 tokens."),
  STALLS_250(
      "stalls over 250 ms",
      "‰",
      LOWER,
      DIFFERENCE,
      0.2,
      Sensor.ofGaps(Smoothness::stalls250, 1_000),
      "this suite",
      "Gaps that were over 250 ms longer than due, per 1,000 tokens."),
  BURST_RATIO(
      "burst ratio",
      "%",
      LOWER,
      DIFFERENCE,
      5,
      Sensor.ofGaps(Smoothness::bursts, 100),
      "this suite",
      "Tokens that came in under 10 % of their due gap after the one before, of all."),
  FLUIDITY(
      "fluidity index",
      "",
      HIGHER,
      DIFFERENCE,
      0.01,
      Sensor.fluidity(),
      "Etalon, arXiv 2407.07000",
      "Share of token deadlines met, those of the SLO in force: early tokens leave slack, a stall misses every deadline that falls into it and takes the slack away."),
  GOODPUT(
      "goodput",
      "replies/s",
      HIGHER,
      RATIO,
      0.1,
      Sensor.goodput(),
      "DistServe, arXiv 2401.09670; bounds as the setting slo names them",
      "Replies of the window that met every bound of the SLO in force, per second, once all of them have ended."),
  CANCEL_P50(
      "cancel latency, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      10_000,
      Sensor.percentile(Distribution.CANCEL, 50),
      "this suite",
      "A reader leaves to the last token produced for it, median over those who left; 0 where none was."),
  CANCEL_P90(
      "cancel latency, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      10_000,
      Sensor.percentile(Distribution.CANCEL, 90),
      "this suite",
      "A reader leaves to the last token produced for it; 0 where none was."),
  TOKENS_WASTED(
      "tokens wasted per leaver",
      "tokens",
      LOWER,
      DIFFERENCE,
      1,
      Sensor.wasted(),
      "this suite",
      "Tokens produced for readers who left and not received by them, divided by their number."),
  RESUME_GAP_P50(
      "resume gap, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      10_000,
      Sensor.percentile(Distribution.RESUME_GAP, 50),
      "this suite",
      "Last token before a cut to the first new one after the reader came back, its own wait included; median over cuts."),
  RESUME_GAP_P90(
      "resume gap, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      10_000,
      Sensor.percentile(Distribution.RESUME_GAP, 90),
      "this suite",
      "Last token before a cut to the first new one after the reader came back, its own wait included."),
  HEAP_GROWTH(
      "heap growth",
      "KiB",
      LOWER,
      DIFFERENCE,
      4_096,
      Sensor.growth(Footprint::heapBefore, Footprint::heapAfter),
      "the server's own meters",
      "Heap of the server after a collection behind the window, minus that before it, where readers stall."),
  RESIDENT_GROWTH(
      "resident memory growth",
      "KiB",
      LOWER,
      DIFFERENCE,
      16_384,
      Sensor.growth(Footprint::residentBefore, Footprint::residentAfter),
      "proc(5), VmRSS",
      "Resident set of the server at the window's end, minus that shortly before it, where readers stall; pages of the heap that were touched for the first time are in it."),
  LOOP_LAG_P90(
      "crowd loop lag, p90",
      "µs",
      LOWER,
      DIFFERENCE,
      1_000,
      Sensor.percentile(Distribution.LOOP_LAG, 90),
      "timers of the crowd's own event loops",
      "How late the reading side's own event loops were, looked at every 10 ms: what of the lateness may be the reader's."),
  CONNECT_P50(
      "connect, p50",
      "µs",
      LOWER,
      DIFFERENCE,
      100,
      Sensor.percentile(Distribution.CONNECT, 50),
      "split of TTFT",
      "Start of the connect to connected, median over replies."),
  STREAMS_AT_SLO(
      "streams at SLO",
      "streams",
      HIGHER,
      RATIO,
      0.1,
      FleetSensors.knee(Knee::streams),
      "MLPerf Inference, server scenario; bounds as the setting slo names them",
      "Of a ramp: most streams that were open at the end of a second before the first two consecutive seconds that both break the SLO in force, by the 99th percentile of lateness or the median of the added TTFT."),
  TOKENS_AT_SLO(
      "throughput at SLO",
      "tokens/s",
      HIGHER,
      RATIO,
      0.1,
      FleetSensors.knee(Knee::tokensPerSecond),
      "MLPerf Inference, server scenario; bounds as the setting slo names them",
      "Of a ramp: tokens received per second while most streams were open that kept the SLO, over that second and the two before."),
  PEAK_TOKENS(
      "peak throughput",
      "tokens/s",
      HIGHER,
      RATIO,
      0.1,
      FleetSensors.peak(),
      "this suite",
      "Of a ramp: highest mean of tokens received per second over three consecutive seconds, whether the SLO was kept or not."),
  SCALING_EFFICIENCY(
      "scaling efficiency",
      "%",
      HIGHER,
      DIFFERENCE,
      5,
      FleetSensors.none(),
      "Gunther, Guerrilla Capacity Planning; within a block",
      "Throughput at SLO of some nodes, of as many times that of one node of the same transport in the same block; all nodes under the same limit, and as many new streams a second for each of them."),
  THROTTLED_PERIODS(
      "quota periods throttled",
      "%",
      LOWER,
      DIFFERENCE,
      5,
      FleetSensors.throttledPeriods(),
      "cgroups(7), cpu.stat",
      "Periods of the nodes' CPU quotas in which a node used all of its share and had to wait, of all periods in the window."),
  IMBALANCE(
      "imbalance of nodes",
      "",
      LOWER,
      DIFFERENCE,
      0.1,
      FleetSensors.imbalance(),
      "this suite; maximum over mean",
      "Open streams of the fullest node over the mean of all that are up, averaged over the moments of the window with two or more; 1 is perfect."),
  BALANCED_AFTER(
      "time until balanced",
      "s",
      LOWER,
      DIFFERENCE,
      2,
      FleetSensors.balancedAfter(),
      "this suite",
      "From the first moment in the window at which another node is up until the fullest node stays under 1.2 times the mean."),
  CUT_STREAMS(
      "streams cut",
      "‰",
      LOWER,
      DIFFERENCE,
      10,
      FleetSensors.perThousandReplies(Interruptions::cuts),
      "this suite",
      "Streams that broke under their readers while servers went and came, per 1,000 replies; a reply may break more than once."),
  RESUMED(
      "cut streams resumed",
      "%",
      HIGHER,
      DIFFERENCE,
      1,
      FleetSensors.resumed(),
      "this suite",
      "Streams that broke and went on with the next token after the reader came back, of those that broke."),
  REPLIES_LOST(
      "replies lost",
      "‰",
      LOWER,
      DIFFERENCE,
      1,
      FleetSensors.perThousandReplies(Interruptions::lostReplies),
      "this suite",
      "Replies whose rest no server could give any more, per 1,000 replies."),
  TOKENS_LOST(
      "tokens lost",
      "‰",
      LOWER,
      DIFFERENCE,
      1,
      FleetSensors.tokensLost(),
      "this suite",
      "Tokens that replies still owed when no server could give their rest, per 1,000 tokens that all replies of the trial asked for."),
  RESUME_GAP_P99(
      "resume gap, p99",
      "µs",
      LOWER,
      DIFFERENCE,
      50_000,
      Sensor.percentile(Distribution.RESUME_GAP, 99),
      "this suite",
      "Last token before a break to the first new one after the reader came back, while servers went and came: 99 of 100 are shorter."),
  LONGEST_GAP(
      "longest resume gap",
      "µs",
      LOWER,
      DIFFERENCE,
      100_000,
      FleetSensors.longest(Distribution.RESUME_GAP),
      "this suite",
      "Longest time from the last token before a break to the first new one after the reader came back."),
  COMEBACK_PEAK(
      "peak of comebacks",
      "comebacks",
      LOWER,
      RATIO,
      0.1,
      FleetSensors.comebackPeak(),
      "this suite; what Mercure calls a reconnect storm",
      "Most readers of broken streams who asked again within any 100 ms of the trial.");

  private final String title;
  private final String unit;
  private final Better better;
  private final Scale scale;
  private final double margin;

  // A sensor is a function without state; the annotation that says so is in a library not needed
  // otherwise.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Sensor sensor;

  private final String source;
  private final String definition;

  Metric(
      String title,
      String unit,
      Better better,
      Scale scale,
      double margin,
      Sensor sensor,
      String source,
      String definition) {
    this.title = title;
    this.unit = unit;
    this.better = better;
    this.scale = scale;
    this.margin = margin;
    this.sensor = sensor;
    this.source = source;
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

  /// Who defined it, or where the value comes from.
  public String source() {
    return source;
  }

  /// What is measured, in a sentence.
  public String definition() {
    return definition;
  }

  /// True when a trial of that kind can have it. Of overloaded and of broken streams some numbers
  /// say something that they do not say of others.
  public boolean appliesTo(TrialKind kind) {
    return switch (this) {
      case STREAMS_AT_SLO, TOKENS_AT_SLO, PEAK_TOKENS -> kind == TrialKind.RAMP;
      case CUT_STREAMS,
          RESUMED,
          REPLIES_LOST,
          TOKENS_LOST,
          RESUME_GAP_P99,
          LONGEST_GAP,
          COMEBACK_PEAK ->
          kind == TrialKind.FAILOVER;
      default -> true;
    };
  }

  /// True when a trial has no value because its window ended before what is measured came. To
  /// compare only those that came in time would favour the slower side.
  public boolean mayOutlastTheWindow() {
    return switch (this) {
      case STREAMS_AT_SLO, TOKENS_AT_SLO, SCALING_EFFICIENCY, BALANCED_AFTER -> true;
      default -> false;
    };
  }

  /// True when a comparison of trials of that kind shows it. What a flood says of gaps is the
  /// reader's, and what a ramp says of times is how far it went. Where a schedule paces the tokens,
  /// throughput says that it was kept and cannot be a verdict.
  public boolean isComparedIn(TrialKind kind) {
    return switch (kind) {
      case FLOOD -> this != THROUGHPUT && this != ICL_P50 && this != ICL_P99;
      case RAMP ->
          switch (this) {
            case STREAMS_AT_SLO,
                TOKENS_AT_SLO,
                PEAK_TOKENS,
                SCALING_EFFICIENCY,
                THROTTLED_PERIODS,
                IMBALANCE,
                SERVER_CPU_PER_TOKEN,
                CROWD_CPU_PER_TOKEN ->
                true;
            default -> false;
          };
      case PACED, LADDER, FAILOVER -> this != THROUGHPUT;
    };
  }

  /// Value in the metric's unit; empty when it does not apply or when too few samples carry it.
  public OptionalDouble value(Measurement measurement) {
    return read(measurement).stream().mapToDouble(Reading::value).findFirst();
  }

  Optional<Reading> read(Measurement measurement) {
    return sensor.read(measurement);
  }
}
