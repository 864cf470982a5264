package twinstream.delivery;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

/// One thing that a reader is sent. What it says is the same on every transport; a [Wire] gives it
/// its framing.
public sealed interface Message {

  /// The control record at the start of a reply: no token, and in no count.
  ///
  /// @param originNanos the server's [System#nanoTime()] when the reply's schedule started
  /// @param stepNanos epoch of the engine step on the same clock, 0 for every other pacing
  /// @param tokens how many tokens the reply has
  /// @param retryMillis how long an event stream asks its reader to wait before it connects again;
  ///   0 to say nothing. No part of the record
  /// @param resumed non-null for a reader who has come back
  record Start(
      String reply,
      long originNanos,
      long stepNanos,
      int tokens,
      int retryMillis,
      @Nullable Resumed resumed)
      implements Message {

    /// Integers beyond this one lose digits in readers that keep numbers as doubles (RFC 8259, 6).
    private static final long LARGEST_EXACT_DOUBLE = 1L << 53;

    /// What a reader who has come back is told beside.
    ///
    /// @param from index of the first token that follows
    /// @param hash what the log holds before that token: SHA-256 of the texts, in hex; null without
    ///   a nonce
    /// @param whole the same of the whole reply, null unless all of it was produced
    public record Resumed(int from, @Nullable String hash, @Nullable String whole) {
      private String jsonFields() {
        return ",\"from\":" + from + field("hash", hash) + field("whole", whole);
      }

      private static String field(String name, @Nullable String hex) {
        return hex == null ? "" : ",\"" + name + "\":\"" + hex + "\"";
      }
    }

    /// The record of a reply that begins.
    public Start(String reply, long originNanos, long stepNanos, int tokens) {
      this(reply, originNanos, stepNanos, tokens, 0, null);
    }

    /// The record as JSON text, UTF-8.
    public byte[] json() {
      return ("{\"reply\":\"%s\",\"originNanos\":%s,\"stepNanos\":%s,\"tokens\":%d%s}")
          .formatted(
              reply,
              exact(originNanos),
              exact(stepNanos),
              tokens,
              resumed == null ? "" : resumed.jsonFields())
          .getBytes(StandardCharsets.UTF_8);
    }

    private static String exact(long nanos) {
      boolean exact = nanos >= -LARGEST_EXACT_DOUBLE && nanos <= LARGEST_EXACT_DOUBLE;
      return exact ? Long.toString(nanos) : "\"" + nanos + "\"";
    }
  }

  /// One token of a reply.
  record Piece(Ascii reply, Envelope envelope, Token token) implements Message {}

  /// The end of a reply, `[DONE]`.
  record Done() implements Message {
    public static final Done INSTANCE = new Done();
    private static final byte[] TEXT = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    /// The text of the message, not to be modified.
    public static byte[] text() {
      return TEXT;
    }
  }

  /// Keeps a silent stream open: a comment line or a ping.
  ///
  /// @param retryMillis as in [Start], on the first of a stream that opens in silence; else 0
  record Heartbeat(int retryMillis) implements Message {
    public static final Heartbeat INSTANCE = new Heartbeat(0);
  }

  /// An event of literal text, for examples that are no replies.
  ///
  /// @param id the event's id, empty for none
  record Plain(String id, String text) implements Message {}

  /// An error within a connection; the stream ends after it.
  ///
  /// @param code what kind: one of the constants here
  /// @param sentence what, which values, what to do
  record Failure(String code, String sentence) implements Message {
    public static final String BAD_REQUEST = "bad-request";
    public static final String NOT_FOUND = "not-found";
    public static final String CONFLICT = "conflict";
    public static final String EXPIRED = "expired";
    public static final String TOO_LARGE = "too-large";
    public static final String BUSY = "busy";
    public static final String GOING_AWAY = "going-away";

    /// What streams end with when their server stops.
    static Failure goingAway() {
      return new Failure(
          GOING_AWAY, "this server is stopping; come back, here or elsewhere, and resume");
    }

    /// `"code":…,"message":…`, without the braces.
    public String jsonFields() {
      return "\"code\":\"%s\",\"message\":\"%s\""
          .formatted(code, new String(JsonStringEncoder.getInstance().quoteAsCharArray(sentence)));
    }
  }
}
