package twinstream.trial;

import java.nio.ByteBuffer;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;

/// Bytes on the wire per token, part by part as the protocols ask for them, and in all as a live
/// server counted them. Means over the same tokens.
///
/// @param text of the tokens, UTF-8
/// @param envelope the JSON around it, escapes included
/// @param event what makes it an event (WHATWG HTML, 9.2), a frame (RFC 6455, 5.2), or a message of
///   the control
/// @param idLine the event's `id` line
/// @param carrier what carries that: a chunk (RFC 9112, 7.1), or a DATA frame (RFC 9113, 4.1)
/// @param tls what a record of TLS 1.3 (RFC 8446, 5.2) adds, by as many as were written
/// @param measured all that the server's connections wrote
public record TokenBytes(
    String transport,
    Envelope of,
    double text,
    double envelope,
    double event,
    double idLine,
    double carrier,
    double tls,
    double measured) {
  private static final double AGREEMENT = 0.05;
  private static final int EVENT = "data: ".length() + "\n\n".length();
  private static final int FRAME_HEAD = 9;
  private static final int LENGTH = 4;
  private static final int LONGEST_SHORT = 125;
  // Head, type of content, the sixteen zeros with which the JDK pads each record of TLS 1.3 (RFC
  // 8446, 5.4), and the tag of an AEAD cipher.
  private static final int RECORD = 5 + 1 + 16 + 16;

  /// @param from first token
  /// @param to behind the last token
  /// @param seen what the server wrote for these tokens
  static TokenBytes of(
      String transport, Envelope envelope, Reply reply, int from, int to, WireBytes.Seen seen) {
    var parts = new Parts();
    Ascii id = Ascii.of(WireBytes.REPLY);
    ByteBuffer target = ByteBuffer.allocate(1 << 16);
    for (int i = from; i < to; i++) {
      envelope.write(id, reply.token(i), target.clear());
      parts.add(transport, i, reply.text(i).length, target.position());
    }
    double tokens = to - from;
    return new TokenBytes(
        transport,
        envelope,
        parts.text / tokens,
        parts.envelope / tokens,
        parts.event / tokens,
        parts.idLine / tokens,
        parts.carrier / tokens,
        seen.tls() ? RECORD * seen.writes() / tokens : 0,
        seen.bytes() / tokens);
  }

  private static final class Parts {
    private long text;
    private long envelope;
    private long event;
    private long idLine;
    private long carrier;

    void add(String transport, int index, int textBytes, int payload) {
      text += textBytes;
      envelope += payload - textBytes;
      int id = "id: %s:%d\n".formatted(WireBytes.REPLY, index).length();
      int head = payload > LONGEST_SHORT ? 4 : 2;
      switch (transport) {
        case "sse-h1" -> {
          event += EVENT;
          idLine += id;
          carrier += Integer.toHexString(payload + EVENT + id).length() + 4;
        }
        case "sse-h2" -> {
          event += EVENT;
          idLine += id;
          carrier += FRAME_HEAD;
        }
        case "ws-h1" -> event += head;
        case "ws-h2" -> {
          event += head;
          carrier += FRAME_HEAD;
        }
        case "raw-tcp" -> event += LENGTH;
        default -> throw new IllegalArgumentException("what frames a token on " + transport + "?");
      }
    }
  }

  /// All parts.
  public double computed() {
    return text + envelope + event + idLine + carrier + tls;
  }

  /// True when parts and measured total are the same, to a twentieth of a byte.
  public boolean agrees() {
    return Math.abs(computed() - measured) <= AGREEMENT;
  }
}
