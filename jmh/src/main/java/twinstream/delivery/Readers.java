package twinstream.delivery;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.jetty.util.Callback;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import twinstream.jmh.Corpus;
import twinstream.transport.EventWriter;
import twinstream.transport.FrameWriter;

/// The outboxes of many readers who are all told the same, and wires that put it into a buffer and
/// throw it away.
@State(Scope.Thread)
public class Readers {
  private static final int BUFFER_BYTES = 8192;

  /// How many they are.
  @Param({"1", "100", "1000"})
  public int readers = 1;

  private Message.Piece[] pieces = {};
  private final Pacer pacer = new Pacer(1_000_000);
  private final Delivery delivery =
      new Delivery(Limits.STANDARD, Flush.EACH_TOKEN, new DeliveryCounts(), pacer);
  private final List<Outbox> events = new ArrayList<>();
  private final List<Outbox> frames = new ArrayList<>();
  private final List<Outbox> copies = new ArrayList<>();
  private final ByteBuffer scratch = ByteBuffer.allocate(BUFFER_BYTES);
  private final ByteBuffer target = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private byte[] encoded = {};
  private long bytes;
  private int next;

  /// Writes each message for itself.
  private final class Encoding implements Wire {
    private final BiConsumer<Message, ByteBuffer> writer;

    Encoding(BiConsumer<Message, ByteBuffer> writer) {
      this.writer = writer;
    }

    @Override
    public void write(List<Message> messages, boolean last, Callback callback) {
      target.clear();
      writer.accept(messages.getFirst(), target);
      bytes += target.position();
      callback.succeeded();
    }
  }

  /// Writes what was encoded for all.
  private final class Copying implements Wire {
    @Override
    public void write(List<Message> messages, boolean last, Callback callback) {
      target.clear().put(encoded);
      bytes += target.position();
      callback.succeeded();
    }
  }

  /// Opens all streams.
  @Setup(Level.Trial)
  public void setUp() {
    pieces = Corpus.pieces("openai");
    for (int i = 0; i < readers; i++) {
      events.add(new Outbox(new Encoding(EventWriter::write), delivery, Callback.NOOP));
      frames.add(new Outbox(new Encoding(FrameWriter::write), delivery, Callback.NOOP));
      copies.add(new Outbox(new Copying(), delivery, Callback.NOOP));
    }
  }

  /// Ends the pacer's thread.
  @TearDown(Level.Trial)
  public void close() {
    pacer.close();
  }

  private Message.Piece next() {
    return pieces[next++ & (Corpus.TOKENS - 1)];
  }

  /// An event, encoded for each.
  long eventForEach() {
    return tell(events, next());
  }

  /// A frame, encoded for each.
  long frameForEach() {
    return tell(frames, next());
  }

  /// An event, encoded once.
  long eventOnce() {
    return once(EventWriter::write);
  }

  /// A frame, encoded once.
  long frameOnce() {
    return once(FrameWriter::write);
  }

  private long once(BiConsumer<Message, ByteBuffer> writer) {
    Message.Piece piece = next();
    scratch.clear();
    writer.accept(piece, scratch);
    encoded = Arrays.copyOf(scratch.array(), scratch.position());
    return tell(copies, piece);
  }

  private long tell(List<Outbox> all, Message.Piece piece) {
    for (Outbox one : all) {
      one.offer(piece);
    }
    return bytes;
  }
}
