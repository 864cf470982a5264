package twinstream.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;
import org.eclipse.jetty.util.Utf8StringBuilder;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import twinstream.delivery.Message;
import twinstream.workload.Envelope;
import twinstream.workload.Token;
import twinstream.workload.TokenCorpus;

/// Messages of 180 to 210 B, all ASCII or with a Chinese token in each, and four ways to make text
/// of their bytes.
@State(Scope.Thread)
public class Utf8 {
  private static final int MESSAGES = 64;
  private static final int BUFFER = 4096;

  /// What the token is written in.
  public enum Script {
    ASCII,
    CHINESE
  }

  /// What the token is written in.
  @Param({"ASCII", "CHINESE"})
  public Script script = Script.ASCII;

  private final byte[][] messages = new byte[MESSAGES][];
  private final byte[][] expected = new byte[MESSAGES][];
  private final ByteBuffer[] direct = new ByteBuffer[MESSAGES];
  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final CharBuffer characters = CharBuffer.allocate(BUFFER);
  private final Utf8StringBuilder builder = new Utf8StringBuilder();
  private int next;

  /// Picks tokens of the corpus.
  @Setup(Level.Trial)
  public void setUp() {
    TokenCorpus corpus = TokenCorpus.standard();
    int found = 0;
    for (int i = 0; i < corpus.size() && found < MESSAGES; i++) {
      String text = new String(corpus.text(i), UTF_8);
      if (fits(text)) {
        messages[found] =
            Corpus.json(
                new Message.Piece(
                    Corpus.REPLY_TEXT, Envelope.OPENAI, new Token(i, corpus.text(i))));
        expected[found] = messages[found].clone();
        direct[found] =
            ByteBuffer.allocateDirect(messages[found].length).put(messages[found]).flip();
        found++;
      }
    }
    if (found < MESSAGES) {
      throw new IllegalStateException("the corpus has only " + found + " such tokens");
    }
  }

  private boolean fits(String text) {
    return switch (script) {
      case ASCII -> text.chars().allMatch(c -> c < 0x80);
      case CHINESE -> text.codePoints().anyMatch(Character::isIdeographic);
    };
  }

  /// The place of the next message.
  int next() {
    return next++ & (MESSAGES - 1);
  }

  byte[] message(int index) {
    return messages[index];
  }

  String newString(int index) {
    return new String(messages[index], UTF_8);
  }

  CharBuffer decoded(int index) {
    CoderResult result =
        decoder.reset().decode(direct[index].duplicate(), characters.clear(), true);
    if (result.isError()) {
      throw new IllegalStateException(result.toString());
    }
    return characters.flip();
  }

  String jettys(int index) {
    builder.reset();
    builder.append(direct[index].duplicate());
    return builder.toCompleteString();
  }

  boolean compared(int index) {
    return Arrays.equals(messages[index], expected[index]);
  }
}
