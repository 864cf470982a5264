package twinstream.result;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// What a person may expect of a reply: published bounds on the time to its first token and on the
/// time per token after it. Where the workload itself holds a first token back, the first bound is
/// on what set-up and transport add to that.
public enum Slo {
  /// GuideLLM's documentation, use case chat.
  CHAT(200, 50, "GuideLLM, chat"),
  /// MLPerf Inference, Llama 2 70B, server scenario.
  CONVERSATIONAL(2_000, 200, "MLPerf Inference, Llama2-70B"),
  /// MLPerf Inference, Llama 2 70B, interactive scenario.
  INTERACTIVE(450, 40, "MLPerf Inference, Llama2-70B interactive"),
  /// MLPerf Inference, DeepSeek-R1, interactive scenario.
  REASONING(1_500, 15, "MLPerf Inference, DeepSeek-R1 interactive");

  /// Name of the parameter of a trial that names one, in lower case.
  public static final String PARAMETER = "slo";

  private static final long NANOS_PER_MILLI = 1_000_000;
  // Of so many one may miss.
  private static final int ONE_MISS_IN = 100;

  private final long ttftNanos;
  private final long tpotNanos;
  private final String source;

  Slo(long ttftMillis, long tpotMillis, String source) {
    ttftNanos = ttftMillis * NANOS_PER_MILLI;
    tpotNanos = tpotMillis * NANOS_PER_MILLI;
    this.source = source;
  }

  /// @param name in lower case
  /// @throws IllegalArgumentException naming the known ones
  public static Slo named(String name) {
    return Arrays.stream(values())
        .filter(slo -> slo.lowerCase().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "slo must be one of %s, but is \"%s\""
                    .formatted(
                        Arrays.stream(values())
                            .map(Slo::lowerCase)
                            .collect(Collectors.joining(", ")),
                        name)));
  }

  /// The one that a trial's parameters name; chat where they name none.
  public static Slo of(Map<String, String> parameters) {
    return named(parameters.getOrDefault(PARAMETER, CHAT.lowerCase()));
  }

  /// Longest time to the first token, beyond the workload's own delay.
  public long ttftNanos() {
    return ttftNanos;
  }

  /// Longest time per token after the first; also the deadline of each further token.
  public long tpotNanos() {
    return tpotNanos;
  }

  /// Who published the bounds.
  public String source() {
    return source;
  }

  /// Name in settings and files.
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Did a reply keep every bound? One that was not read to its end did not. A reply of one token
  /// has no time per token.
  public boolean metBy(ReplyRow reply) {
    if (!reply.done() || reply.received() < 1) {
      return false;
    }
    return reply.addedTtftNanos() <= ttftNanos
        && (reply.received() == 1 || reply.tpotNanos() <= tpotNanos);
  }

  /// How a trial kept one bound.
  ///
  /// @param what is missed, for people, with a place for the bound in milliseconds
  /// @param boundNanos the bound
  /// @param missed how many missed it
  /// @param all of how many
  public record Kept(String what, long boundNanos, long missed, long all) {
    /// Of a hundred one may miss (p99).
    public boolean isKept() {
      return ONE_MISS_IN * missed <= all;
    }
  }

  /// How a trial kept each bound: that on first tokens, of the replies that were asked for in the
  /// window; that on time per token, of those of them that were read to their end; and the same
  /// bound on how late tokens were, as the next token is waited for wherever its pace comes from.
  public List<Kept> keptBy(Measurement seen) {
    List<ReplyRow> own =
        seen.replies().stream()
            .filter(row -> row.asked() > 0 && row.inWindow(seen.windowNanos()))
            .toList();
    List<ReplyRow> whole = own.stream().filter(row -> row.done() && row.received() > 1).toList();
    var lateness = seen.distributions().getOrDefault(Distribution.LATENESS, new Histogram(3));
    long late =
        lateness.getMaxValue() <= tpotNanos
            ? 0
            : lateness.getCountBetweenValues(
                lateness.nextNonEquivalentValue(tpotNanos), lateness.getMaxValue());
    return List.of(
        new Kept(
            "replies had no first token %,d ms after it was due",
            ttftNanos,
            own.stream()
                .filter(row -> row.first() == ReplyRow.NEVER || row.addedTtftNanos() > ttftNanos)
                .count(),
            own.size()),
        new Kept(
            "replies took over %,d ms per token",
            tpotNanos,
            whole.stream().filter(row -> row.tpotNanos() > tpotNanos).count(),
            whole.size()),
        new Kept("tokens were over %,d ms late", tpotNanos, late, lateness.getTotalCount()));
  }

  /// Which bounds a trial missed, in a sentence each; empty for none.
  public List<String> missedBy(Measurement seen) {
    return keptBy(seen).stream()
        .filter(bound -> !bound.isKept())
        .map(bound ->
            String.format(
                Locale.ROOT,
                "%,d of %,d " + bound.what() + ", more than 1 %% (%s)",
                bound.missed(),
                bound.all(),
                bound.boundNanos() / NANOS_PER_MILLI,
                source))
        .toList();
  }
}
