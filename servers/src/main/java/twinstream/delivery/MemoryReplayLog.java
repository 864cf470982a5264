package twinstream.delivery;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The log of one server, in its heap. A reply whose tokens there is no room for is given up even
/// while it is live: it goes on for the reader it has, but that reader can't come back.
final class MemoryReplayLog implements ReplayLog {
  private final ResumeLimits limits;
  private final LongSupplier nanoClock;
  private final Consumer<String> whenGivenUp;
  // All guarded by this object's monitor; each set in the order in which its replies came to it.
  private final Map<String, Entry> known = new HashMap<>();
  private final SequencedSet<Entry> ended = new LinkedHashSet<>();
  private final SequencedSet<Entry> withTexts = new LinkedHashSet<>();
  private final SequencedSet<Entry> expired = new LinkedHashSet<>();
  private long tokens;
  private long bytes;

  private static final class Entry {
    final String reply;
    @Nullable Head head;
    @Nullable KeptTexts texts;
    State state = State.LIVE;
    long endedNanos;

    Entry(String reply, Head head) {
      this.reply = reply;
      this.head = head;
    }
  }

  MemoryReplayLog(ResumeLimits limits) {
    this(limits, System::nanoTime, _ -> {});
  }

  /// @param whenGivenUp told each reply that can't be gone on with any more, or whose place another
  ///   takes; within the call that leads to it, so it must be quick and not call back
  MemoryReplayLog(ResumeLimits limits, LongSupplier nanoClock, Consumer<String> whenGivenUp) {
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.whenGivenUp = whenGivenUp;
  }

  @Override
  public synchronized void open(String reply, Head head) {
    Entry older = known.get(reply);
    if (older != null) {
      forget(older);
    }
    Entry entry = new Entry(reply, head);
    known.put(reply, entry);
    if (head.request().nonce() != null) {
      entry.texts = new KeptTexts(head.request().from());
      bytes += entry.texts.capacity();
      withTexts.addLast(entry);
      makeRoom();
    }
  }

  @Override
  public synchronized void append(String reply, int index, byte[] text) {
    Entry entry = known.get(reply);
    if (entry == null || entry.texts == null) {
      return;
    }
    long before = entry.texts.capacity();
    entry.texts.add(index, text);
    tokens++;
    bytes += entry.texts.capacity() - before;
    makeRoom();
  }

  @Override
  public synchronized void reopen(String reply) {
    Entry entry = known.get(reply);
    if (entry != null && ended.remove(entry)) {
      entry.state = State.LIVE;
    }
  }

  @Override
  public synchronized void end(String reply, boolean cancelled) {
    Entry entry = known.get(reply);
    if (entry == null || entry.state != State.LIVE) {
      return;
    }
    if (cancelled) {
      dropTexts(entry);
      entry.head = null;
    }
    entry.state = cancelled ? State.CANCELLED : State.ENDED;
    entry.endedNanos = nanoClock.getAsLong();
    ended.addLast(entry);
    expireOld();
  }

  /// Gives up a reply as if there were no room for it.
  synchronized void giveUp(String reply) {
    Entry entry = known.get(reply);
    if (entry != null && entry.state != State.EXPIRED) {
      expire(entry);
    }
  }

  /// Has a reply as another server left it.
  ///
  /// @param texts of its tokens from the first on
  synchronized void take(String reply, Head head, Iterable<byte[]> texts) {
    open(reply, head);
    int index = head.request().from();
    for (byte[] text : texts) {
      append(reply, index++, text);
    }
    end(reply, false);
  }

  @Override
  public synchronized State state(String reply) {
    expireOld();
    Entry entry = known.get(reply);
    return entry == null ? State.UNKNOWN : entry.state;
  }

  @Override
  public synchronized @Nullable Head head(String reply) {
    expireOld();
    Entry entry = known.get(reply);
    return entry == null ? null : entry.head;
  }

  @Override
  public synchronized Iterator<byte[]> read(String reply, int from) {
    Entry entry = known.get(reply);
    return entry == null || entry.texts == null
        ? Collections.emptyIterator()
        : entry.texts.iterator(from);
  }

  @Override
  public synchronized Size size() {
    expireOld();
    return new Size(known.size() - expired.size(), tokens, bytes);
  }

  private void expireOld() {
    long nowNanos = nanoClock.getAsLong();
    while (ended.size() > limits.replies()
        || (!ended.isEmpty() && nowNanos - ended.getFirst().endedNanos > limits.keep().toNanos())) {
      expire(ended.getFirst());
    }
  }

  private void makeRoom() {
    while (!withTexts.isEmpty() && (tokens > limits.tokens() || bytes > limits.bytes())) {
      expire(withTexts.getFirst());
    }
  }

  private void expire(Entry entry) {
    whenGivenUp.accept(entry.reply);
    dropTexts(entry);
    entry.head = null;
    entry.state = State.EXPIRED;
    ended.remove(entry);
    expired.addLast(entry);
    if (expired.size() > limits.replies()) {
      known.remove(expired.removeFirst().reply);
    }
  }

  private void forget(Entry entry) {
    whenGivenUp.accept(entry.reply);
    dropTexts(entry);
    ended.remove(entry);
    expired.remove(entry);
    known.remove(entry.reply);
  }

  private void dropTexts(Entry entry) {
    if (entry.texts != null) {
      tokens -= entry.texts.count();
      bytes -= entry.texts.capacity();
      entry.texts = null;
      withTexts.remove(entry);
    }
  }
}
