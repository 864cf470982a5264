package twinstream.reader;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// The reading end of `permessage-deflate` (RFC 7692, 7.2.2) on one WebSocket. Its memory is native
/// and freed by hand.
///
/// Not for several threads at once.
final class Inflating {
  private static final String NAME = "permessage-deflate";
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  // Shared by all streams of an event loop: a message is read before the call that inflates it
  // returns.
  private static final FastThreadLocal<Carry> MESSAGE =
      new FastThreadLocal<>() {
        @Override
        protected Carry initialValue() {
          return new Carry();
        }
      };

  private final Inflater inflater = new Inflater(true);
  private final boolean reset;

  /// @param reset true when each message has a context of its own
  Inflating(boolean reset) {
    this.reset = reset;
  }

  /// What inflates the messages of a stream, null when they are plain.
  ///
  /// @param answer the extensions of the server, null for none
  /// @throws IllegalStateException when they are not what was offered
  static @Nullable Inflating agreed(Offer offer, @Nullable CharSequence answer) {
    String extensions = answer == null ? null : answer.toString();
    boolean offered = offer.extension() != null;
    boolean agreed = extensions != null && extensions.split(";", 2)[0].strip().equals(NAME);
    boolean reset = extensions != null && extensions.contains("server_no_context_takeover");
    if (offered != agreed
        || reset != (offer == Offer.DEFLATE_RESET)
        || (extensions != null && !offered)) {
      throw new IllegalStateException(
          "extension %s was offered, but the answer has %s"
              .formatted(offer.extension(), extensions));
    }
    return offered ? new Inflating(reset) : null;
  }

  /// Inflates a whole message.
  ///
  /// @param maxBytes longest message
  /// @return valid until the next call on this thread
  /// @throws FrameParser.ProtocolException when it is longer or is no DEFLATE
  Carry message(byte[] bytes, int from, int to, int maxBytes) {
    Carry message = MESSAGE.get();
    message.clear();
    inflate(bytes, from, to, message, maxBytes);
    inflate(TAIL, 0, TAIL.length, message, maxBytes);
    if (reset) {
      inflater.reset();
    }
    return message;
  }

  private void inflate(byte[] bytes, int from, int to, Carry message, int maxBytes) {
    inflater.setInput(bytes, from, to - from);
    byte[] piece = Decoding.PIECE.get();
    try {
      for (int n = inflater.inflate(piece); n > 0; n = inflater.inflate(piece)) {
        message.append(piece, 0, n);
        if (message.length() > maxBytes) {
          throw new FrameParser.ProtocolException(
              "a message inflates to over %d bytes".formatted(maxBytes));
        }
      }
    } catch (DataFormatException e) {
      throw new FrameParser.ProtocolException("a message can't be inflated: " + e.getMessage());
    }
  }

  void free() {
    inflater.end();
  }
}
