package twinstream.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.util.Callback;

/// A wire without a network: records what is written, and completes a write when the test says so.
final class HandDrivenWire implements Wire {
  enum Mode {
    /// Completes each write within the call.
    AT_ONCE,
    /// Leaves each write pending until [#completeOne].
    LATER,
    /// Fails each write within the call.
    FAILING,
    /// Breaks its own contract.
    THROWING
  }

  private final List<Message> written = new ArrayList<>();
  private final List<Message> last = new ArrayList<>();
  private final Queue<Callback> pending = new ArrayDeque<>();
  private Mode mode;
  private int mostPending;

  HandDrivenWire(Mode mode) {
    this.mode = mode;
  }

  @Override
  public void write(List<Message> messages, boolean isLast, Callback callback) {
    Mode now;
    synchronized (this) {
      now = mode;
      written.addAll(messages);
      if (isLast) {
        last.add(messages.getLast());
      }
      if (now == Mode.LATER) {
        pending.add(callback);
        mostPending = Math.max(mostPending, pending.size());
      }
    }
    switch (now) {
      case AT_ONCE -> callback.succeeded();
      case FAILING -> callback.failed(new IOException("planted"));
      case THROWING -> throw new IllegalStateException("planted");
      case LATER -> {}
    }
  }

  synchronized void switchTo(Mode next) {
    mode = next;
  }

  /// Completes the write in flight.
  void completeOne() {
    take().succeeded();
  }

  void failOne() {
    take().failed(new IOException("planted"));
  }

  private synchronized Callback take() {
    return pending.remove();
  }

  synchronized boolean isWriting() {
    return !pending.isEmpty();
  }

  synchronized int mostPending() {
    return mostPending;
  }

  synchronized List<Message> written() {
    return List.copyOf(written);
  }

  synchronized List<Message> last() {
    return List.copyOf(last);
  }

  /// Indexes of the tokens written so far.
  synchronized List<Integer> tokens() {
    return written.stream()
        .filter(Message.Piece.class::isInstance)
        .map(message -> ((Message.Piece) message).token().index())
        .toList();
  }
}
