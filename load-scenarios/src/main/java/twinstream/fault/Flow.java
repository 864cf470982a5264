package twinstream.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// One direction of one connection: reads from its source, sends it through the faults and says
/// when it is due. The loop's thread only.
final class Flow implements Line {
  /// Bytes held beyond which nothing more is read, so that the sender feels it.
  static final int MOST_HELD_BYTES = 1 << 20;

  private final Connection connection;
  private final Leg source;
  private final Outlet outlet;
  private final ProxyLoop loop;
  private final Way way;
  private final int number;
  private final Marks marks;
  private final MessageFaults messages;
  private Path path;
  private SplittableRandom draws;
  private long arrivalNanos = System.nanoTime();
  private long lastDueNanos = arrivalNanos;
  private boolean ended;
  private boolean sourceOver;

  Flow(Connection connection, Leg source, Leg sink, ProxyLoop loop, Way way, int number) {
    this.connection = connection;
    this.source = source;
    this.loop = loop;
    this.way = way;
    this.number = number;
    outlet = new Outlet(connection, this, sink, loop, way);
    List<Fault.OfStream> faults = way.claim();
    marks = new Marks(faults, this);
    messages = new MessageFaults(faults, marks);
    path = way.path();
    draws = new SplittableRandom(path.seed() + number);
  }

  Outlet outlet() {
    return outlet;
  }

  void open() throws IOException {
    arrivalNanos = System.nanoTime();
    marks.open();
    wantToRead();
    outlet.proceed();
  }

  /// True when the source has ended and the sink was told so.
  boolean isOver() {
    return sourceOver && outlet.isOver();
  }

  void readable() throws IOException {
    ByteBuffer buffer = loop.buffer().clear();
    arrivalNanos = System.nanoTime();
    try {
      int count = source.channel.read(buffer);
      if (count < 0) {
        sourceEnds(Ending.FIN);
      } else if (!ended) {
        messages.bytes(buffer.array(), 0, count);
      }
    } catch (IOException _) {
      sourceEnds(Ending.RESET);
    }
    wantToRead();
    outlet.proceed();
  }

  private void sourceEnds(Ending ending) throws IOException {
    sourceOver = true;
    if (!ended) {
      messages.end(ending);
    } else if (ending == Ending.RESET) {
      connection.reset();
    } else {
      connection.closeWhenOver();
    }
  }

  /// What ended is read on and thrown away, because its FIN is to be seen.
  void wantToRead() {
    source.want(
        SelectionKey.OP_READ, !sourceOver && (ended || outlet.heldBytes() < MOST_HELD_BYTES));
  }

  /// Throws away what is held and what still comes, and tells the sink FIN.
  void finish() throws IOException {
    ended = true;
    outlet.finish();
    wantToRead();
  }

  @Override
  public void bytes(byte[] bytes, int from, int to) {
    if (!ended && to > from) {
      outlet.add(new Step.Bytes(due(), ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to))));
    }
  }

  @Override
  public void pause(long nanos) {
    if (!ended) {
      outlet.add(new Step.Pause(due(), nanos));
    }
  }

  @Override
  public void end(Ending ending) {
    if (!ended) {
      outlet.add(new Step.End(due(), ending));
      ended = true;
    }
  }

  private long due() {
    Path now = way.path();
    if (now != path) {
      path = now;
      draws = new SplittableRandom(path.seed() + number);
    }
    long dueNanos = arrivalNanos + path.delayNanos();
    if (path.jitterNanos() > 0) {
      dueNanos += draws.nextLong(-path.jitterNanos(), path.jitterNanos() + 1);
    }
    if (dueNanos - lastDueNanos > 0) {
      lastDueNanos = dueNanos;
    }
    return lastDueNanos;
  }
}
