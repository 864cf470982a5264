package twinstream.workload;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request for a reply, as it stands on the wire.
///
/// @param tokens length of the whole reply, 1 to 100,000
/// @param pacing how the tokens follow each other; holds the rate
/// @param firstMillis delay of the first token, 0 to 600,000 ms
/// @param seed where text and gaps are drawn from
/// @param envelope the JSON around each token
/// @param reply id of the reply, `[A-Za-z0-9_-]{1,64}`; null: the server makes one
/// @param from index of the first token wanted, 0 to `tokens`
/// @param nonce `[A-Za-z0-9_-]{1,64}`; non-null: the server mixes bytes into the text that nobody
///   can compute again
public record ReplyRequest(
    int tokens,
    Pacing pacing,
    int firstMillis,
    long seed,
    Envelope envelope,
    @Nullable String reply,
    int from,
    @Nullable String nonce) {
  /// Most tokens of one reply.
  public static final int MAX_TOKENS = 100_000;

  /// Longest delay of the first token, ms.
  public static final int MAX_FIRST_MILLIS = 600_000;

  /// Longest id and nonce.
  public static final int MAX_ID_CHARACTERS = 64;

  static final int DEFAULT_RATE = 30;
  static final long DEFAULT_SEED = 1;
  static final String ID_RULE = "1 to 64 letters, digits, \"_\" or \"-\"";
  private static final long NANOS_PER_MILLI = 1_000_000;

  public ReplyRequest {
    Require.between("tokens", tokens, 1, MAX_TOKENS);
    Require.between("firstMillis", firstMillis, 0, MAX_FIRST_MILLIS);
    Require.between("from", from, 0, tokens);
    requireId("reply", reply);
    requireId("nonce", nonce);
  }

  /// A request with every other parameter at its default.
  public static ReplyRequest of(int tokens, Pacing pacing) {
    return new ReplyRequest(tokens, pacing, 0, DEFAULT_SEED, Envelope.PLAIN, null, 0, null);
  }

  /// Reads decoded parameters, each under the contract's name.
  ///
  /// @throws BadRequestException naming parameter, rule and value of what breaks the contract
  public static ReplyRequest parse(Map<String, String> parameters) {
    return RequestParameters.parse(parameters);
  }

  /// Tokens per second, 0 to 10,000; 0 for a flood.
  public int rate() {
    return pacing.rate();
  }

  /// The request as a query string without `?`: `tokens`, and of the others what differs from its
  /// default, always in the same order.
  public String query() {
    return RequestParameters.query(this);
  }

  /// Due times of this reply.
  ///
  /// @param originNanos start of the reply on the server's [System#nanoTime()] clock
  /// @param stepNanos epoch of the engine step on the same clock; not used by other pacings
  public Schedule schedule(long originNanos, long stepNanos) {
    long epochNanos = pacing instanceof EngineStep ? stepNanos : 0;
    return new Schedule(originNanos, firstMillis * NANOS_PER_MILLI, epochNanos, pacing, seed);
  }

  /// The same with a nonce.
  public ReplyRequest withNonce(String drawn) {
    return new ReplyRequest(tokens, pacing, firstMillis, seed, envelope, reply, from, drawn);
  }

  /// Text of this reply, from its first token on whatever [#from()] says, and without what a nonce
  /// adds.
  public Reply replyText(TokenCorpus corpus) {
    return new Reply(seed, tokens, corpus);
  }

  private static void requireId(String name, @Nullable String id) {
    if (id != null && !isId(id)) {
      throw new IllegalArgumentException(
          "%s must be %s, but is \"%s\"".formatted(name, ID_RULE, BadRequestException.shown(id)));
    }
  }

  /// True for `[A-Za-z0-9_-]{1,64}`: safe unescaped in a query, a header, JSON and an event's id.
  public static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_ID_CHARACTERS
        && text.chars().allMatch(ReplyRequest::isIdCharacter);
  }

  private static boolean isIdCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
