package twinstream.transport;

import org.jspecify.annotations.Nullable;
import twinstream.delivery.Wanted;

/// What a reader who opens a stream wants to see on it.
public sealed interface Opening {

  /// A reply at once, or a conversation whose first request comes later as a message.
  ///
  /// @param first the reply asked for by the query, or its rest; null when it asks for none
  /// @param thenClose true when the connection is closed after that reply
  record Conversation(@Nullable Wanted first, boolean thenClose) implements Opening {}

  /// Nothing but heartbeats.
  record Silence() implements Opening {}

  /// The five-event example of the founding article.
  ///
  /// @param next number of the event that comes next, [#GREETING] for all of it
  record Example(int next) implements Opening {
    static final int GREETING = -1;
  }
}
