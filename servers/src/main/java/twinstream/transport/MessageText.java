package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import twinstream.delivery.Message;

/// What a message says where it is a text of its own, and not an event.
final class MessageText {
  private static final byte[] EMPTY = {};

  private MessageText() {}

  /// UTF-8, not to be modified. Tokens, which are written without a detour, are not asked for here.
  static byte[] of(Message message) {
    return switch (message) {
      case Message.Start start -> start.json();
      case Message.Done _ -> Message.Done.text();
      case Message.Plain plain -> plain.text().getBytes(UTF_8);
      case Message.Failure failure ->
          ("{\"type\":\"error\"," + failure.jsonFields() + "}").getBytes(UTF_8);
      case Message.Heartbeat _ -> EMPTY;
      case Message.Piece piece -> throw new IllegalArgumentException("a token: " + piece);
    };
  }
}
