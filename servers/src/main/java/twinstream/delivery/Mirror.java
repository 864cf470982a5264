package twinstream.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.ReplayLog.State;

/// What a shared log is still to be told of one reply, by the server that owns it. One command at a
/// time is on its way, so that none overtakes another; what comes meanwhile goes with the next. Any
/// thread.
final class Mirror {
  // A script may not be given many thousand arguments.
  private static final int MOST_TOKENS = 512;
  // Beyond, the log can't keep up with a flood, and the reply is given up in it.
  private static final int MOST_WAITING = 20_000;

  final String reply;
  final byte[] owner;
  // About when the last token is due, at the latest; on the clock of System#nanoTime().
  final long lastDueNanos;

  private List<byte[]> waiting = new ArrayList<>(0);
  private int next;
  private State state = State.LIVE;
  private State told = State.LIVE;
  private boolean isOpen;
  private boolean busy;
  private boolean queued;
  private boolean pushedMeanwhile;
  private boolean over;

  /// What one command tells.
  ///
  /// @param index of the first text
  record News(State state, int index, List<byte[]> texts) {}

  /// @param owner as which the server may write
  /// @param next index of the first token that the log lacks
  /// @param isOpen false while the log does not know the reply's beginning; nothing else is told
  ///   before
  Mirror(String reply, byte[] owner, int next, long lastDueNanos, boolean isOpen) {
    this.reply = reply;
    this.owner = owner;
    this.next = next;
    this.lastDueNanos = lastDueNanos;
    this.isOpen = isOpen;
    busy = !isOpen;
  }

  /// @return true when somebody must see to it that it is sent: nobody was asked since the last
  ///   time
  synchronized boolean add(int index, byte[] text) {
    if (over) {
      return false;
    }
    if (index != next + waiting.size()) {
      throw new IllegalStateException(
          "token %d must follow in the log, but is %d".formatted(next + waiting.size(), index));
    }
    waiting.add(text);
    boolean first = !queued;
    queued = true;
    return first;
  }

  /// @return true when that is news
  synchronized boolean turnTo(State other) {
    // What the log can't go on with stays so.
    if (over || state == State.CANCELLED || state == other) {
      return false;
    }
    state = other;
    return true;
  }

  /// What to tell now; null when that is nothing, or when something is on its way: then [#arrived]
  /// says that more is to be told.
  synchronized @Nullable News take() {
    if (busy || over) {
      pushedMeanwhile = busy;
      return null;
    }
    queued = false;
    if (waiting.isEmpty() && state == told) {
      return null;
    }
    busy = true;
    pushedMeanwhile = false;
    int index = next;
    List<byte[]> texts = waiting;
    waiting = new ArrayList<>(0);
    if (state == State.CANCELLED) {
      return new News(state, index, List.of());
    }
    boolean all = texts.size() <= MOST_TOKENS;
    if (!all) {
      waiting.addAll(texts.subList(MOST_TOKENS, texts.size()));
      texts = texts.subList(0, MOST_TOKENS);
      pushedMeanwhile = true;
    }
    next += texts.size();
    return new News(all ? state : State.LIVE, index, texts);
  }

  /// The log has what was told last.
  ///
  /// @return true when more is to be told at once
  synchronized boolean arrived(State toldNow) {
    isOpen = true;
    busy = false;
    told = toldNow;
    return pushedMeanwhile;
  }

  /// Nothing more is to be told.
  synchronized void stop() {
    over = true;
    busy = false;
    waiting = List.of();
  }

  synchronized boolean isOverrun() {
    return waiting.size() > MOST_WAITING;
  }

  /// False when the log may never have heard of the reply.
  synchronized boolean isOpen() {
    return isOpen;
  }

  synchronized boolean isCancelled() {
    return state == State.CANCELLED;
  }

  /// True once the log knows all of it, and that nothing follows.
  synchronized boolean isOver() {
    return told != State.LIVE && !isUnsettled();
  }

  /// True while the log lacks something.
  synchronized boolean isUnsettled() {
    return !over && (busy || !waiting.isEmpty() || state != told);
  }

  /// True when the log has every token, whatever else it does not know.
  synchronized boolean isWhole(News onItsWay) {
    return onItsWay.texts().isEmpty() && waiting.isEmpty();
  }
}
