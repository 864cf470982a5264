package twinstream.delivery;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Messages in order. Holds no array before a second one waits: most streams never have two. Not
/// for several threads at once.
final class MessageQueue {
  private @Nullable Message head;
  private @Nullable ArrayDeque<Message> rest;

  void add(Message message) {
    if (head == null) {
      head = message;
      return;
    }
    if (rest == null) {
      rest = new ArrayDeque<>();
    }
    rest.add(message);
  }

  /// The first message, null when none waits.
  @Nullable Message poll() {
    Message first = head;
    head = rest == null ? null : rest.poll();
    return first;
  }

  boolean isEmpty() {
    return head == null;
  }

  int size() {
    return (head == null ? 0 : 1) + (rest == null ? 0 : rest.size());
  }

  /// How many of the messages are tokens.
  long pieces() {
    long behind =
        rest == null
            ? 0
            : rest.stream().filter(message -> message instanceof Message.Piece).count();
    return behind + (head instanceof Message.Piece ? 1 : 0);
  }

  void clear() {
    head = null;
    rest = null;
  }
}
