package twinstream.jmh;

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
  private static final int MOST_TOKEN_BYTES = 1024;

  /// How the bytes come.
  public enum Kind {
    /// A read for each token.
    WHOLE,
    /// Two for each, cut at one place, which differs from token to token and comes everywhere.
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

  private final Bytes events = new Bytes(EventWriter::write);
  private final Bytes frames = new Bytes(FrameWriter::write);
  private final EventStreamParser eventParser =
      new EventStreamParser((type, id, bytes, from, to) -> taken(bytes, from, to));
  private final FrameParser frameParser = new FrameParser(new Taking(), MOST_BYTES);
  private final Parser feedsEvents = eventParser::feed;
  private final Parser feedsFrames = frameParser::feed;
  private int nextStep;
  private long messages;
  private long payloadBytes;

  /// Makes the bytes of both.
  @Setup(Level.Trial)
  public void setUp() {
    Message.Piece[] pieces = Corpus.pieces(envelope);
    events.make(pieces);
    frames.make(pieces);
  }

  /// All tokens one behind the other, in one array: reads come from one buffer in a reader, too.
  private static final class Bytes {
    private final BiConsumer<Message, ByteBuffer> writer;
    private final int[] ends = new int[Corpus.TOKENS + 1];
    private final int[] cuts = new int[Corpus.TOKENS];
    private byte[] all = {};

    Bytes(BiConsumer<Message, ByteBuffer> writer) {
      this.writer = writer;
    }

    void make(Message.Piece[] pieces) {
      ByteBuffer target = ByteBuffer.allocate(Corpus.TOKENS * MOST_TOKEN_BYTES);
      for (int i = 0; i < pieces.length; i++) {
        writer.accept(pieces[i], target);
        ends[i + 1] = target.position();
        cuts[i] = ends[i] + 1 + i % (length(i) - 1);
      }
      all = Arrays.copyOf(target.array(), target.position());
    }

    int length(int index) {
      return ends[index + 1] - ends[index];
    }
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
    return step(events, feedsEvents);
  }

  /// Parses the next [#STEP] frames.
  public long frames() {
    return step(frames, feedsFrames);
  }

  private long step(Bytes bytes, Parser parser) {
    int first = STEP * (nextStep++ & (Corpus.TOKENS / STEP - 1));
    if (read == Kind.SIXTEEN) {
      parser.feed(bytes.all, bytes.ends[first], bytes.ends[first + STEP]);
    } else {
      for (int i = first; i < first + STEP; i++) {
        feed(bytes, i, parser);
      }
    }
    return payloadBytes;
  }

  private void feed(Bytes bytes, int index, Parser parser) {
    int from = bytes.ends[index];
    int to = bytes.ends[index + 1];
    switch (read) {
      case WHOLE, SIXTEEN -> parser.feed(bytes.all, from, to);
      case SPLIT -> {
        parser.feed(bytes.all, from, bytes.cuts[index]);
        parser.feed(bytes.all, bytes.cuts[index], to);
      }
      case BYTES -> {
        for (int i = from; i < to; i++) {
          parser.feed(bytes.all, i, i + 1);
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
    return events.length(index);
  }
}
