package twinstream.transport;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import twinstream.delivery.Message;
import twinstream.jmh.Corpus;

/// One encoder, and the tokens as it gets them: events for the content codings, the texts of
/// messages for `permessage-deflate`.
@State(Scope.Thread)
public class Compressing {
  /// Ways to compress a stream of tokens, each with a flush for each of them.
  public enum Way {
    /// `permessage-deflate`, the context kept.
    WS_DEFLATE,
    /// `permessage-deflate`, a fresh context for each message.
    WS_DEFLATE_RESET,
    SSE_GZIP,
    SSE_BROTLI,
    SSE_ZSTD;

    boolean ofMessages() {
      return this == WS_DEFLATE || this == WS_DEFLATE_RESET;
    }

    EventEncoder encoder() {
      return switch (this) {
        case WS_DEFLATE -> new MessageDeflate(false);
        case WS_DEFLATE_RESET -> new MessageDeflate(true);
        case SSE_GZIP -> new GzipEncoder();
        case SSE_BROTLI -> new BrotliEncoder();
        case SSE_ZSTD -> new ZstdEncoder();
      };
    }
  }

  private static final int BUFFER_BYTES = 16 * 1024;

  /// Which way.
  @Param public Way way = Way.WS_DEFLATE;

  /// JSON around the token.
  @Param({"plain", "openai"})
  public String envelope = "plain";

  private final ByteBuffer[] plain = new ByteBuffer[Corpus.TOKENS];
  private final ByteBuffer target = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private EventEncoder encoder = new MessageDeflate(false);
  private int next;

  /// Makes what is compressed, and the encoder.
  @Setup(Level.Trial)
  public void setUp() {
    encoder.free();
    Message.Piece[] pieces = Corpus.pieces(envelope);
    for (int i = 0; i < Corpus.TOKENS; i++) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(EventWriter.maxBytes(pieces[i]));
      if (way.ofMessages()) {
        MessageText.put(pieces[i], bytes);
      } else {
        EventWriter.write(pieces[i], bytes);
      }
      plain[i] = bytes.flip();
    }
    encoder = way.encoder();
  }

  /// Frees the encoder.
  @TearDown(Level.Trial)
  public void free() {
    encoder.free();
  }

  /// What comes next, to be compressed.
  ByteBuffer next() {
    return plain[next++ & (Corpus.TOKENS - 1)].duplicate();
  }

  /// Compresses it.
  ///
  /// @return what the reader gets of it, ready to be read
  ByteBuffer compress(ByteBuffer bytes) {
    encoder.encode(bytes, false, target.clear());
    return target.flip();
  }
}
