package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import twinstream.delivery.Message;

/// What a message says where it is a text of its own, and not an event: nothing for a heartbeat.
final class MessageText {
  private static final byte[] EMPTY = {};

  private MessageText() {}

  /// An upper bound of the bytes that [#put] puts.
  static int maxBytes(Message message) {
    return switch (message) {
      case Message.Piece piece -> piece.envelope().maxBytes(piece.token());
      case Message.Start start -> start.json().length;
      case Message.Plain plain -> 3 * plain.text().length();
      case Message.Failure failure -> 64 + 18 * failure.sentence().length();
      case Message.Done _, Message.Heartbeat _ -> 16;
    };
  }

  /// Puts one message, in UTF-8. Allocates nothing for a token.
  ///
  /// @throws java.nio.BufferOverflowException if it does not fit, with part of it written
  static void put(Message message, ByteBuffer target) {
    if (message instanceof Message.Piece(var reply, var envelope, var token)) {
      envelope.write(reply, token, target);
    } else {
      target.put(of(message));
    }
  }

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
