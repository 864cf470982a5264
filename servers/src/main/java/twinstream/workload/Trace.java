package twinstream.workload;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Arrivals and token counts of a production service, about one hour. The rows are used as a ring,
/// so that a stretch may begin at any of them; from the last row to the first lies one mean gap.
/// Every row generated at least one token.
///
/// Data: the conversation and code completion samples of the Azure LLM inference trace 2023 (Patel
/// et al., "Splitwise", ISCA 2024; CC BY 4.0, see the README beside the files).
public final class Trace {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final String FOLDER = "azure-llm-inference-2023/";

  private final String name;
  private final long[] atNanos;
  private final int[] contextTokens;
  private final int[] generatedTokens;

  private Trace(String name, List<String> lines) {
    this.name = name;
    atNanos = new long[lines.size()];
    contextTokens = new int[lines.size()];
    generatedTokens = new int[lines.size()];
    LocalDateTime start = time(lines.getFirst());
    for (int row = 0; row < lines.size(); row++) {
      String[] columns = lines.get(row).split(",", -1);
      atNanos[row] = start.until(time(lines.get(row)), ChronoUnit.NANOS);
      contextTokens[row] = Integer.parseInt(columns[1]);
      generatedTokens[row] = Integer.parseInt(columns[2]);
    }
  }

  private static LocalDateTime time(String line) {
    return LocalDateTime.parse(line.substring(0, line.indexOf(',')).replace(' ', 'T'));
  }

  /// 19,366 requests to a chat service.
  public static Trace conversation() {
    return Conversation.TRACE;
  }

  /// 8,819 requests to a code completion service.
  public static Trace code() {
    return Code.TRACE;
  }

  private static Trace load(String name) {
    byte[] csv = TokenCorpus.resource(FOLDER + "AzureLLMInferenceTrace_" + name + ".csv");
    return new Trace(name, new String(csv, StandardCharsets.US_ASCII).lines().skip(1).toList());
  }

  /// `conv` or `code`, as the publisher's file names have it.
  public String name() {
    return name;
  }

  /// Number of requests.
  public int rows() {
    return atNanos.length;
  }

  /// Mean arrivals per second.
  public double arrivalsPerSecond() {
    return (double) rows() * NANOS_PER_SECOND / ringNanos();
  }

  /// Tokens that the request brought with it.
  public int contextTokens(int row) {
    return contextTokens[row];
  }

  /// Tokens that the service answered with, at least 1.
  public int generatedTokens(int row) {
    return generatedTokens[row];
  }

  /// The row at which the stretch of that seed begins.
  int startRow(long seed) {
    return Draw.below(rows(), Draw.stream(seed, Draw.STRETCH));
  }

  /// Row of the ring so many places after another.
  int rowAfter(int row, int places) {
    return (row + places) % rows();
  }

  /// Time from one row to the row so many places after it, nanoseconds of the trace's own time.
  long nanosBetween(int row, int places) {
    long rounds = ((long) row + places) / rows();
    return rounds * ringNanos() + atNanos[rowAfter(row, places)] - atNanos[row];
  }

  private long ringNanos() {
    long length = atNanos[rows() - 1];
    return length + length / (rows() - 1);
  }

  private static final class Conversation {
    static final Trace TRACE = load("conv");
  }

  private static final class Code {
    static final Trace TRACE = load("code");
  }
}
