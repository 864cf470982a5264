package twinstream.reader;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Undoes the content coding of an event stream: hands on all that can be decoded of what has come,
/// at once. Its memory is native and freed by hand.
///
/// Not for several threads at once.
interface Decoding extends Scratch.Bytes {
  /// Bytes decoded at a time.
  int PIECE_BYTES = 16 * 1024;

  /// Shared by all streams of an event loop: what is in it is read before the call that fills it
  /// returns.
  FastThreadLocal<byte[]> PIECE =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[PIECE_BYTES];
        }
      };

  /// What undoes the coding of a response.
  ///
  /// @param contentEncoding of the response, null for none
  /// @param events takes the decoded bytes
  /// @throws IllegalStateException when it is not the coding that was offered
  static Decoding agreed(
      Offer offer, @Nullable CharSequence contentEncoding, Scratch.Bytes events) {
    String coding = contentEncoding == null ? null : contentEncoding.toString();
    if (!Objects.equals(offer.coding(), coding)) {
      throw new IllegalStateException(
          "content coding %s was offered, but the response has %s"
              .formatted(offer.coding(), coding));
    }
    return switch (offer) {
      case DEFLATE -> new GzipDecoding(events);
      case BROTLI -> new BrotliDecoding(events);
      case ZSTD -> new ZstdDecoding(events);
      case OFF, DEFLATE_RESET -> events::feed;
    };
  }

  /// Frees the memory; nothing may be fed after it.
  default void free() {}

  /// Bytes that are not what they should be.
  final class WrongBytesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongBytesException(String sentence) {
      super(sentence);
    }
  }
}
