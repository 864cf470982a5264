package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import twinstream.delivery.Message;
import twinstream.workload.Decimal;

/// Writes messages as events of a `text/event-stream` (WHATWG HTML, 9.2.6). The only place where
/// such bytes are made.
///
/// Lines end with LF alone: a reader may hold an event that ends in CR until the next byte comes.
public final class EventWriter {
  private static final byte[] ID = "id: ".getBytes(US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] BEHIND_ID = "\ndata: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);
  private static final byte[] EVENT = "event: ".getBytes(US_ASCII);
  private static final byte[] RETRY = "retry: ".getBytes(US_ASCII);
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(US_ASCII);

  private EventWriter() {}

  /// An upper bound of the bytes that [#write] puts.
  public static int maxBytes(Message message) {
    return switch (message) {
      case Message.Piece piece ->
          ID.length
              + piece.reply().length()
              + 1
              + Decimal.MOST_BYTES
              + BEHIND_ID.length
              + piece.envelope().maxBytes(piece.token())
              + END.length;
      case Message.Start start -> 64 + start.json().length;
      case Message.Plain plain -> 16 + 3 * plain.id().length() + 9 * plain.text().length();
      case Message.Failure failure -> 64 + 18 * failure.sentence().length();
      case Message.Done _, Message.Heartbeat _ -> 32;
    };
  }

  /// Puts one message. Allocates nothing for a token.
  ///
  /// @throws IllegalArgumentException when an id or event type holds CR, LF or NUL, which would end
  ///   or void it; nothing was put then
  public static void write(Message message, ByteBuffer target) {
    switch (message) {
      case Message.Piece(var reply, var envelope, var token) -> {
        open(reply, token.index(), target);
        envelope.write(reply, token, target);
        close(target);
      }
      case Message.Start start -> {
        retry(start.retryMillis(), target);
        event("", "reply", start.json(), target);
      }
      case Message.Done _ -> event("", "", Message.Done.text(), target);
      case Message.Heartbeat(int retryMillis) -> {
        retry(retryMillis, target);
        target.put(HEARTBEAT);
      }
      case Message.Plain(var id, var text) -> event(id, "", text.getBytes(UTF_8), target);
      case Message.Failure failure ->
          event("", "error", ("{" + failure.jsonFields() + "}").getBytes(UTF_8), target);
    }
  }

  /// Puts what stands before the data of a token's event.
  ///
  /// @param reply ASCII, as ids of replies are by contract
  static void open(String reply, int index, ByteBuffer target) {
    target.put(ID);
    for (int i = 0; i < reply.length(); i++) {
      target.put((byte) reply.charAt(i));
    }
    target.put((byte) ':');
    Decimal.put(index, target);
    target.put(BEHIND_ID);
  }

  /// Puts what stands behind the data of an event.
  static void close(ByteBuffer target) {
    target.put(END);
  }

  private static void retry(int millis, ByteBuffer target) {
    if (millis > 0) {
      target.put(RETRY);
      Decimal.put(millis, target);
      target.put((byte) '\n');
    }
  }

  /// Puts an event.
  ///
  /// @param id empty for none
  /// @param type empty for a message
  static void event(String id, String type, byte[] data, ByteBuffer target) {
    requireOneLine(id);
    requireOneLine(type);
    if (!id.isEmpty()) {
      field(ID, id, target);
    }
    if (!type.isEmpty()) {
      field(EVENT, type, target);
    }
    target.put(DATA);
    for (int i = 0; i < data.length; i++) {
      boolean pair = data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n';
      if (data[i] == '\n' || (data[i] == '\r' && !pair)) {
        // A line break in the data is a line of its own, and comes back as LF.
        target.put((byte) '\n').put(DATA);
      } else if (!pair) {
        target.put(data[i]);
      }
    }
    close(target);
  }

  private static void requireOneLine(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n' || c == '\r' || c == 0) {
        throw new IllegalArgumentException(
            "an id or event type must hold no CR, LF or NUL, but has U+%04X at %d"
                .formatted((int) c, i));
      }
    }
  }

  private static void field(byte[] name, String value, ByteBuffer target) {
    target.put(name).put(value.getBytes(UTF_8)).put((byte) '\n');
  }
}
