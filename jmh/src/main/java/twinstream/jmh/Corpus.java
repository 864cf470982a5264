package twinstream.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import twinstream.delivery.Message;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Token;
import twinstream.workload.TokenCorpus;

/// The tokens that benchmarks take turns through: those of the real corpus, as they follow each
/// other.
public final class Corpus {
  /// Id of the reply that they belong to.
  public static final String REPLY = "r1024";

  /// The same as it is put into buffers.
  public static final Ascii REPLY_TEXT = Ascii.of(REPLY);

  /// How many there are, a power of two: enough that a branch predictor can't learn their lengths
  /// by heart.
  public static final int TOKENS = 1 << 12;

  private static final int MOST_BYTES = 4096;

  private Corpus() {}

  /// All of them as messages.
  ///
  /// @param envelope as in requests
  public static Message.Piece[] pieces(String envelope) {
    Envelope json = Envelope.of(envelope);
    TokenCorpus corpus = TokenCorpus.standard();
    var pieces = new Message.Piece[TOKENS];
    for (int i = 0; i < TOKENS; i++) {
      pieces[i] = new Message.Piece(REPLY_TEXT, json, new Token(i, corpus.text(i % corpus.size())));
    }
    return pieces;
  }

  /// The enveloped token in UTF-8.
  public static byte[] json(Message.Piece piece) {
    ByteBuffer target = ByteBuffer.allocate(MOST_BYTES);
    piece.envelope().write(piece.reply(), piece.token(), target);
    byte[] json = new byte[target.position()];
    target.flip().get(json);
    return json;
  }

  /// The enveloped token as a program has it that makes JSON by itself.
  public static String text(Message.Piece piece) {
    return new String(json(piece), UTF_8);
  }
}
