package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import twinstream.delivery.Message;
import twinstream.jmh.Corpus;

/// The server's encoding of a token, step by step, into a direct buffer that is used again. Each
/// buffer returned is ready to be read, and valid until the next step.
@State(Scope.Thread)
public class Encoders {
  private static final int BUFFER_BYTES = 8192;
  private static final int LONGEST_SHORT_FRAME = 125;

  /// JSON around the token: the shortest, and the one with most to copy.
  @Param({"plain", "openai"})
  public String envelope = "plain";

  private Message.Piece[] pieces = {};
  private final String[] texts = new String[Corpus.TOKENS];
  private final byte[][] events = new byte[Corpus.TOKENS][];
  private final byte[][] frames = new byte[Corpus.TOKENS][];
  private final ByteBuffer target = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private int next;

  /// Makes what is given to the steps.
  @Setup(Level.Trial)
  public void setUp() {
    pieces = Corpus.pieces(envelope);
    for (int i = 0; i < Corpus.TOKENS; i++) {
      texts[i] = Corpus.text(pieces[i]);
      events[i] = copy(event(pieces[i]));
      frames[i] = copy(frame(pieces[i]));
    }
  }

  private static byte[] copy(ByteBuffer source) {
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    return bytes;
  }

  /// The next token, from the first again after the last.
  Message.Piece next() {
    return pieces[nextIndex()];
  }

  /// The place of the next token.
  int nextIndex() {
    return next++ & (Corpus.TOKENS - 1);
  }

  Message.Piece piece(int index) {
    return pieces[index];
  }

  ByteBuffer envelope(Message.Piece piece) {
    target.clear();
    piece.envelope().write(piece.reply(), piece.token(), target);
    return target.flip();
  }

  ByteBuffer event(Message.Piece piece) {
    target.clear();
    EventWriter.write(piece, target);
    return target.flip();
  }

  /// The event in a chunk of HTTP/1.1, as it goes to the socket.
  ByteBuffer chunk(Message.Piece piece) {
    target.clear().position(Chunk.MOST_HEAD_BYTES);
    EventWriter.write(piece, target);
    Chunk.close(target, Chunk.MOST_HEAD_BYTES);
    return target;
  }

  ByteBuffer frame(Message.Piece piece) {
    target.clear();
    FrameWriter.write(piece, target);
    return target.flip();
  }

  /// An event as programs often make it: text put together, then encoded.
  ByteBuffer eventOfText(int index) {
    String event = "id: " + Corpus.REPLY + ":" + index + "\ndata: " + texts[index] + "\n\n";
    return target.clear().put(event.getBytes(UTF_8)).flip();
  }

  /// A frame as programs often make it: the text encoded, a head before it.
  ByteBuffer frameOfText(int index) {
    byte[] text = texts[index].getBytes(UTF_8);
    target.clear().put((byte) 0x81);
    if (text.length <= LONGEST_SHORT_FRAME) {
      target.put((byte) text.length);
    } else {
      target.put((byte) 126).putShort((short) text.length);
    }
    return target.put(text).flip();
  }

  /// An event that was encoded before, for another reader, say.
  ByteBuffer eventAgain(int index) {
    return target.clear().put(events[index]).flip();
  }

  /// A frame that was encoded before.
  ByteBuffer frameAgain(int index) {
    return target.clear().put(frames[index]).flip();
  }
}
