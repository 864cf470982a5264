package twinstream.jmh;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import twinstream.delivery.Message;
import twinstream.reader.EventStreamParser;
import twinstream.reader.FrameParser;
import twinstream.transport.EventWriter;
import twinstream.transport.FrameWriter;

/// The same tokens as an event stream and as frames, in reads of several kinds, and the two parsers
/// that take them.
@State(Scope.Thread)
public class Reads {
  /// Tokens that one step takes.
  public static final int STEP = 16;

  private static final int MOST_BYTES = 64 * 1024;
  private static final int BUFFER_BYTES = 8192;

  /// How the bytes come.
  public enum Kind {
    /// A read for each token.
    WHOLE,
    /// Two for each, cut at one place, which moves on by one byte from token to token.
    SPLIT,
    /// A read for each byte.
    BYTES,
    /// One read for all tokens of a step.
    SIXTEEN
  }

  /// JSON around the token: an event of 40 to 70 B, or of 180 to 230 B.
  @Param({"plain", "openai"})
  public String envelope = "plain";

  /// How the bytes come.
  @Param({"WHOLE", "SPLIT", "BYTES", "SIXTEEN"})
  public Kind read = Kind.WHOLE;

  private final byte[][] events = new byte[Corpus.TOKENS][];
  private final byte[][] frames = new byte[Corpus.TOKENS][];
  private final byte[][] joinedEvents = new byte[Corpus.TOKENS / STEP][];
  private final byte[][] joinedFrames = new byte[Corpus.TOKENS / STEP][];
  private final EventStreamParser eventParser =
      new EventStreamParser((type, id, bytes, from, to) -> taken(bytes, from, to));
  private final FrameParser frameParser = new FrameParser(new Taking(), MOST_BYTES);
  private final Parser feedsEvents = eventParser::feed;
  private final Parser feedsFrames = frameParser::feed;
  private int nextStep;
  private int cut;
  private long messages;
  private long payloadBytes;

  /// Makes the bytes of both.
  @Setup(Level.Trial)
  public void setUp() {
    Message.Piece[] pieces = Corpus.pieces(envelope);
    for (int i = 0; i < Corpus.TOKENS; i++) {
      events[i] = bytes(pieces[i], EventWriter::write);
      frames[i] = bytes(pieces[i], FrameWriter::write);
    }
    for (int i = 0; i < joinedEvents.length; i++) {
      joinedEvents[i] = joined(events, i);
      joinedFrames[i] = joined(frames, i);
    }
  }

  private static byte[] bytes(Message.Piece piece, BiConsumer<Message, ByteBuffer> writer) {
    ByteBuffer target = ByteBuffer.allocate(BUFFER_BYTES);
    writer.accept(piece, target);
    return Arrays.copyOf(target.array(), target.position());
  }

  private static byte[] joined(byte[][] each, int step) {
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < STEP; i++) {
      all.writeBytes(each[step * STEP + i]);
    }
    return all.toByteArray();
  }

  // What a reader does with it is measured elsewhere; this keeps the range alive.
  private void taken(byte[] bytes, int from, int to) {
    messages++;
    payloadBytes += to - from + bytes[from];
  }

  private final class Taking implements FrameParser.Frames {
    @Override
    public void text(byte[] bytes, int from, int to) {
      taken(bytes, from, to);
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {}

    @Override
    public void ping(byte[] bytes, int from, int to) {}

    @Override
    public void pong(byte[] bytes, int from, int to) {}

    @Override
    public void close(int code, byte[] reason, int from, int to) {}
  }

  /// Feeds one parser.
  private interface Parser {
    void feed(byte[] bytes, int from, int to);
  }

  /// Parses the next [#STEP] events.
  public long events() {
    return step(events, joinedEvents, feedsEvents);
  }

  /// Parses the next [#STEP] frames.
  public long frames() {
    return step(frames, joinedFrames, feedsFrames);
  }

  private long step(byte[][] each, byte[][] joined, Parser parser) {
    int step = nextStep++ & (joined.length - 1);
    if (read == Kind.SIXTEEN) {
      parser.feed(joined[step], 0, joined[step].length);
    } else {
      for (int i = step * STEP; i < (step + 1) * STEP; i++) {
        feed(each[i], parser);
      }
    }
    return payloadBytes;
  }

  private void feed(byte[] bytes, Parser parser) {
    switch (read) {
      case WHOLE, SIXTEEN -> parser.feed(bytes, 0, bytes.length);
      case SPLIT -> {
        int at = 1 + cut++ % (bytes.length - 1);
        parser.feed(bytes, 0, at);
        parser.feed(bytes, at, bytes.length);
      }
      case BYTES -> {
        for (int i = 0; i < bytes.length; i++) {
          parser.feed(bytes, i, i + 1);
        }
      }
    }
  }

  /// Messages that the parsers have told.
  public long messages() {
    return messages;
  }

  /// Bytes of an event at that place of the corpus.
  int eventBytes(int index) {
    return events[index].length;
  }
}
