package twinstream.gatling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import twinstream.result.Distribution;
import twinstream.workload.PlannedReply;
import twinstream.workload.Workload;

/// What a run leaves behind.
///
/// @param observer who measured: never the crowd of the trials
/// @param transport name of the transport
/// @param server address of the server
/// @param sharedProcess true when the server ran in Gatling's own process, so that times are those
///   of a demonstration
/// @param seed seed of the plan
/// @param seconds time over which users came
/// @param workload settings of the workload
/// @param users users planned, started, with a whole reply, with a wrong one; who is missing was
///   refused, cut off or timed out
/// @param tokens tokens planned and heard
/// @param wrong the first verdicts on wrong replies
/// @param micros by tag of [Distribution]: count, least, percentiles and most, in microseconds
record RunResult(
    String observer,
    String transport,
    String server,
    boolean sharedProcess,
    long seed,
    int seconds,
    Map<String, String> workload,
    SequencedMap<String, Long> users,
    SequencedMap<String, Long> tokens,
    List<String> wrong,
    SequencedMap<String, SequencedMap<String, Number>> micros) {
  private static final int VERDICTS_SHOWN = 10;
  private static final double NANOS_PER_MICRO = 1_000;
  // With fewer values beyond it, a percentile is an anecdote.
  private static final int LEAST_VALUES_BEYOND = 30;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  static RunResult of(
      RunSettings settings,
      String server,
      Workload workload,
      List<PlannedReply> plan,
      Observations seen) {
    List<HeardReply> ended = seen.ended();
    List<String> wrong =
        ended.stream()
            .map(reply -> String.valueOf(reply.verdict()))
            .filter(verdict -> !verdict.equals(HeardReply.WHOLE))
            .toList();
    return new RunResult(
        "gatling",
        settings.transport(),
        server,
        settings.server() == null,
        settings.seed(),
        settings.seconds(),
        workload.parameters(),
        counts(
            "planned", plan.size(),
            "started", seen.startedCount(),
            "whole", ended.size() - wrong.size(),
            "wrong", wrong.size()),
        counts(
            "planned", plan.stream().mapToLong(PlannedReply::tokens).sum(),
            "heard", ended.stream().mapToLong(HeardReply::heard).sum()),
        wrong.stream().limit(VERDICTS_SHOWN).toList(),
        distributions(seen));
  }

  private static SequencedMap<String, SequencedMap<String, Number>> distributions(
      Observations seen) {
    var all = new LinkedHashMap<String, SequencedMap<String, Number>>();
    all.put(Distribution.LATENESS.tag(), micros(seen.take(Observations.Clocks::lateness)));
    all.put(Distribution.ICL.tag(), micros(seen.take(Observations.Clocks::gap)));
    all.put(Distribution.TTFT.tag(), micros(seen.firstToken(false)));
    all.put(Distribution.TRANSPORT_TTFT.tag(), micros(seen.firstToken(true)));
    all.put(Distribution.SEND_LAG.tag(), micros(seen.sendLag()));
    return all;
  }

  private static SequencedMap<String, Number> micros(Histogram nanos) {
    var numbers = new LinkedHashMap<String, Number>();
    long count = nanos.getTotalCount();
    numbers.put("count", count);
    if (count > 0) {
      numbers.put("min", nanos.getMinValue() / NANOS_PER_MICRO);
      for (double percentile : new double[] {50, 90, 99, 99.9}) {
        if (count * (100 - percentile) / 100 >= LEAST_VALUES_BEYOND) {
          numbers.put(
              "p" + (percentile == 99.9 ? "99.9" : String.valueOf((int) percentile)),
              nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO);
        }
      }
      numbers.put("max", nanos.getMaxValue() / NANOS_PER_MICRO);
    }
    return numbers;
  }

  private static SequencedMap<String, Long> counts(Object... namesAndNumbers) {
    var counts = new LinkedHashMap<String, Long>();
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      counts.put(namesAndNumbers[i].toString(), ((Number) namesAndNumbers[i + 1]).longValue());
    }
    return counts;
  }

  String json() {
    return JSON.writeValueAsString(this) + "\n";
  }
}
