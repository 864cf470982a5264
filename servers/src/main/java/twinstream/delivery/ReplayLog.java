package twinstream.delivery;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import twinstream.workload.ReplyRequest;

/// What a reader who comes back is owed. Of every reply it knows what was asked for and when it
/// began; that is all that a text drawn from a seed needs. The tokens themselves are kept where the
/// request carries a nonce, because those can't be made again.
///
/// Bounded: whole replies are given up, oldest first, and then are [State#EXPIRED]. Any thread may
/// call; the calls about one reply that change it come from its one producer, in order. A log that
/// several servers share has a reply with one of them at a time, see [#adopt].
public interface ReplayLog extends AutoCloseable {

  /// What is known of a reply.
  enum State {
    /// Never begun here, or given up so long ago that even that is forgotten.
    UNKNOWN,
    /// Given up: too old, or there was no room.
    EXPIRED,
    /// Ended by its reader's own wish.
    CANCELLED,
    /// On its way to a reader.
    LIVE,
    /// Sent to its last token, or its reader has left: can be gone on with.
    ENDED
  }

  /// How a reply began.
  ///
  /// @param originNanos when its schedule started, on the server's [System#nanoTime()] clock
  /// @param stepNanos epoch of the engine step on the same clock, 0 for every other pacing
  record Head(ReplyRequest request, long originNanos, long stepNanos) {}

  /// A reply begins, and takes the place of an older one with its id.
  void open(String reply, Head head);

  /// Keeps a token; the first is the one that the request begins with, and none is left out.
  /// Without effect for a reply that was given up.
  ///
  /// @param text UTF-8, not modified later
  void append(String reply, int index, byte[] text);

  /// A reply that had ended has a reader again.
  void reopen(String reply);

  /// Its reader has all of the reply, has left it, or has cancelled it.
  void end(String reply, boolean cancelled);

  State state(String reply);

  /// How a reply began; null unless it is live or ended.
  @Nullable Head head(String reply);

  /// The texts kept from that index on, as they are now; none for a reply that is not known or has
  /// no nonce.
  Iterator<byte[]> read(String reply, int from);

  /// How much is held now.
  ///
  /// @param replies known, live ones included
  /// @param tokens kept
  /// @param bytes that the texts take
  record Size(int replies, long tokens, long bytes) {}

  Size size();

  /// True when other servers may have replies of this log: each resume begins with [#adopt].
  default boolean isShared() {
    return false;
  }

  /// False while it can't be reached.
  default boolean isUp() {
    return true;
  }

  /// Has the rest of a reply here, whichever server had it last; that one can add nothing to it
  /// from then on. Does not wait.
  ///
  /// @param then told once, at once or later and on another thread: null when the reply is here,
  ///   else why it can't be resumed
  default void adopt(Wanted.Rest wanted, Consumer<@Nullable RuntimeException> then) {
    then.accept(null);
  }

  /// @param end ends the stream that a reply is on here, because another server has it now; false
  ///   when that stream is just being opened
  default void whenLost(Predicate<String> end) {}

  /// Lets go of what is not told to other servers yet, after a bounded wait.
  @Override
  default void close() {}
}
