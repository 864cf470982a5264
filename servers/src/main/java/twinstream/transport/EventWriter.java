package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import twinstream.delivery.Message;
import twinstream.workload.Ascii;
import twinstream.workload.Decimal;

/// Writes messages as events of a `text/event-stream` (WHATWG HTML, 9.2.6). The only place where
/// such bytes are made.
///
/// Lines end with LF alone: a reader may hold an event that ends in CR until the next byte comes.
public final class EventWriter {
  private static final Ascii ID = Ascii.of("id: ");
  private static final Ascii COLON = Ascii.of(":");
  private static final Ascii DATA = Ascii.of("data: ");
  private static final Ascii BEHIND_ID = Ascii.of("\ndata: ");
  private static final Ascii END = Ascii.of("\n\n");
  private static final Ascii EVENT = Ascii.of("event: ");
  private static final Ascii RETRY = Ascii.of("retry: ");
  private static final Ascii HEARTBEAT = Ascii.of(":\n\n");

  private EventWriter() {}

  /// An upper bound of the bytes that [#write] puts.
  public static int maxBytes(Message message) {
    return switch (message) {
      case Message.Piece piece ->
          ID.length()
              + piece.reply().length()
              + 1
              + Decimal.MOST_BYTES
              + BEHIND_ID.length()
              + piece.envelope().maxBytes(piece.token())
              + END.length();
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
        put(HEARTBEAT, target);
      }
      case Message.Plain(var id, var text) -> event(id, "", text.getBytes(UTF_8), target);
      case Message.Failure failure ->
          event("", "error", ("{" + failure.jsonFields() + "}").getBytes(UTF_8), target);
    }
  }

  /// Puts what stands before the data of a token's event.
  static void open(Ascii reply, int index, ByteBuffer target) {
    int at = ID.put(target, target.position());
    at = reply.put(target, at);
    at = COLON.put(target, at);
    at = Decimal.put(index, target, at);
    target.position(BEHIND_ID.put(target, at));
  }

  /// Puts what stands behind the data of an event.
  static void close(ByteBuffer target) {
    put(END, target);
  }

  private static void put(Ascii text, ByteBuffer target) {
    target.position(text.put(target, target.position()));
  }

  private static void retry(int millis, ByteBuffer target) {
    if (millis > 0) {
      int at = Decimal.put(millis, target, RETRY.put(target, target.position()));
      target.position(at).put((byte) '\n');
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
    put(DATA, target);
    for (int i = 0; i < data.length; i++) {
      boolean pair = data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n';
      if (data[i] == '\n' || (data[i] == '\r' && !pair)) {
        // A line break in the data is a line of its own, and comes back as LF.
        target.put((byte) '\n');
        put(DATA, target);
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

  private static void field(Ascii name, String value, ByteBuffer target) {
    put(name, target);
    target.put(value.getBytes(UTF_8)).put((byte) '\n');
  }
}
