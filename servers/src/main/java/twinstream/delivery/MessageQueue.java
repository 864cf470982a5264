package twinstream.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
  @Nullable Message peek() {
    return head;
  }

  /// Takes the first message, if there is one.
  void removeFirst() {
    head = rest == null ? null : rest.poll();
  }

  /// Takes all messages, but stops behind so many tokens.
  List<Message> takeAll(int tokens) {
    List<Message> taken = new ArrayList<>();
    for (int pieces = 0; head != null && pieces < tokens; removeFirst()) {
      taken.add(head);
      pieces += head instanceof Message.Piece ? 1 : 0;
    }
    return taken;
  }

  /// True when one of the messages is no token.
  boolean holdsControl() {
    return pieces() < size();
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
