package twinstream.report;

import java.util.LinkedHashMap;
import java.util.Map;

/// A step of a token: what a benchmark takes, less what another of it takes that is listed by
/// itself.
///
/// @param less empty for nothing
/// @param params of both
record CostStep(String benchmark, String less, Map<String, String> params) {
  /// The system calls that the other steps are next to.
  static final CostStep YARDSTICK = new CostStep("LoopbackBenchmark.writeAndRead", Map.of());

  private static final Map<String, String> PLAIN = Map.of("envelope", "plain");
  private static final Map<String, String> WHOLE = Map.of("envelope", "plain", "read", "WHOLE");
  private static final String FRAMING = "event or frame";
  private static final String HTTP = "chunk or DATA frame";
  private static final String JSON = "EncodeTokenBenchmark.envelope";
  private static final String EVENT = "EncodeTokenBenchmark.event";
  private static final String FRAME = "EncodeTokenBenchmark.frame";

  CostStep(String benchmark, Map<String, String> params) {
    this(benchmark, "", params);
  }

  /// The steps of a token at the server of a transport, by their names.
  static Map<String, CostStep> ofServer(String transport) {
    Map<String, CostStep> steps = new LinkedHashMap<>();
    steps.put(
        "due time, reply, outbox", new CostStep("PacerBenchmark.tick", Map.of("live", "1000")));
    steps.put("JSON", new CostStep(JSON, PLAIN));
    if (transport.startsWith("sse")) {
      steps.put(FRAMING, new CostStep(EVENT, JSON, PLAIN));
    } else if (transport.startsWith("ws")) {
      steps.put(FRAMING, new CostStep(FRAME, JSON, PLAIN));
    }
    if (transport.equals("sse-h1")) {
      steps.put(HTTP, new CostStep("EncodeTokenBenchmark.chunk", EVENT, PLAIN));
    } else if (transport.endsWith("h2")) {
      steps.put(HTTP, new CostStep("FramingBenchmark.jettyData", PLAIN));
    }
    return steps;
  }

  /// The steps of a token at its reader.
  static Map<String, CostStep> ofReader(String transport) {
    boolean sse = transport.startsWith("sse");
    Map<String, CostStep> steps = new LinkedHashMap<>();
    if (sse) {
      steps.put("event or frame found", new CostStep("ParseTokenBenchmark.event", WHOLE));
    } else if (transport.startsWith("ws")) {
      steps.put("event or frame found", new CostStep("ParseTokenBenchmark.frame", WHOLE));
    }
    steps.put(
        "checked and recorded",
        new CostStep(
            "RecordTokenBenchmark.recorded",
            Map.of("envelope", "plain", "tellsIndex", Boolean.toString(sse))));
    return steps;
  }
}
