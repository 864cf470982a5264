package twinstream.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Queue;

/// What one direction of one connection holds: writes it to the sink when it is due, as fast as the
/// sink takes it. The loop's thread only.
final class Outlet {
  // Steps and writes before another connection has its turn.
  private static final int TURNS = 256;

  private final Connection connection;
  private final Flow flow;
  private final Leg sink;
  private final ProxyLoop loop;
  private final Way way;
  private final Queue<Step> steps = new ArrayDeque<>();
  private long freeNanos = System.nanoTime();
  private int heldBytes;
  private long awaitedNanos = freeNanos;
  private boolean awaited;
  private boolean blocked;
  private boolean over;

  Outlet(Connection connection, Flow flow, Leg sink, ProxyLoop loop, Way way) {
    this.connection = connection;
    this.flow = flow;
    this.sink = sink;
    this.loop = loop;
    this.way = way;
  }

  /// Does not write before [#proceed()].
  void add(Step step) {
    steps.add(step);
    if (step instanceof Step.Bytes(_, var bytes)) {
      heldBytes += bytes.remaining();
    }
  }

  int heldBytes() {
    return heldBytes;
  }

  boolean isOver() {
    return over;
  }

  /// When the loop was last asked to call back.
  long awaitedNanos() {
    return awaitedNanos;
  }

  /// The time has come for which the loop was asked.
  void due() {
    awaited = false;
    try {
      proceed();
    } catch (IOException _) {
      connection.reset();
    }
  }

  void writable() throws IOException {
    blocked = false;
    // A line of limited speed catches up when this thread was late, but not when the sink was.
    freeNanos = later(freeNanos, System.nanoTime());
    sink.want(SelectionKey.OP_WRITE, false);
    proceed();
  }

  /// Does what is due, and asks the loop for the rest.
  void proceed() throws IOException {
    if (awaited || blocked) {
      return;
    }
    long nowNanos = System.nanoTime();
    for (int turn = 0; !steps.isEmpty() && !blocked; turn++) {
      Step head = steps.element();
      long dueNanos = later(head.dueNanos(), freeNanos);
      if (!loop.isDue(dueNanos, nowNanos)) {
        await(dueNanos);
        return;
      }
      if (turn == TURNS) {
        await(System.nanoTime());
        return;
      }
      act(head, nowNanos);
    }
  }

  private void await(long nanos) {
    awaited = true;
    awaitedNanos = nanos;
    loop.await(this);
  }

  private void act(Step step, long nowNanos) throws IOException {
    switch (step) {
      case Step.Bytes(long dueNanos, var bytes) -> {
        write(bytes, dueNanos);
        if (!bytes.hasRemaining()) {
          steps.remove();
        }
      }
      case Step.Pause(_, long nanos) -> {
        steps.remove();
        freeNanos = nowNanos + nanos;
      }
      case Step.End(_, var ending) -> {
        steps.remove();
        connection.end(flow, ending);
      }
    }
  }

  private void write(ByteBuffer bytes, long dueNanos) throws IOException {
    Path path = way.path();
    int limit = bytes.limit();
    int wanted = Math.min(bytes.remaining(), path.writeBytes());
    int written = sink.channel.write(bytes.limit(bytes.position() + wanted));
    bytes.limit(limit);
    way.passed(written);
    heldBytes -= written;
    freeNanos = later(freeNanos, dueNanos) + path.lineNanos(written);
    if (written < wanted) {
      blocked = true;
      sink.want(SelectionKey.OP_WRITE, true);
    }
    flow.wantToRead();
  }

  /// Throws away what is held and tells the sink FIN.
  void finish() throws IOException {
    steps.clear();
    heldBytes = 0;
    if (!over) {
      over = true;
      sink.channel.shutdownOutput();
    }
  }

  private static long later(long nanos, long otherNanos) {
    return nanos - otherNanos > 0 ? nanos : otherNanos;
  }
}
