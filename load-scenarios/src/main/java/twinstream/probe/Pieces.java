package twinstream.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import twinstream.reader.EventStreamParser;

/// Counts the tokens and heartbeats in the bytes of an answer, as its content type says they are
/// written.
abstract sealed class Pieces {
  int tokens;
  int heartbeats;

  /// Counts in some bytes more; what was counted before is forgotten.
  final void read(byte[] bytes) {
    tokens = 0;
    heartbeats = 0;
    feed(bytes);
  }

  abstract void feed(byte[] bytes);

  /// @param encoded true for bytes that are compressed, whose contents are not looked into
  static Pieces of(String contentType, boolean encoded) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (encoded) {
      return new Reads();
    }
    if (type.startsWith("text/event-stream")) {
      return new Events();
    }
    return type.contains("ndjson") || type.contains("jsonl") || type.contains("json-seq")
        ? new Lines()
        : new Reads();
  }

  /// An event stream.
  private static final class Events extends Pieces implements EventStreamParser.Events {
    // Some endpoints send their heartbeats as events of this type.
    private static final byte[] PING = "ping".getBytes(US_ASCII);

    private final EventStreamParser parser = new EventStreamParser(this);

    @Override
    void feed(byte[] bytes) {
      parser.feed(bytes, 0, bytes.length);
    }

    @Override
    public void event(
        EventStreamParser.Text type,
        EventStreamParser.Text lastEventId,
        byte[] bytes,
        int from,
        int to) {
      if (type.equalTo(PING)) {
        heartbeats++;
      } else {
        tokens++;
      }
    }

    @Override
    public void comment(byte[] bytes, int from, int to) {
      heartbeats++;
    }
  }

  /// A JSON value each line; an empty line is a heartbeat.
  private static final class Lines extends Pieces {
    private boolean empty = true;

    @Override
    void feed(byte[] bytes) {
      for (byte one : bytes) {
        if (one != '\n') {
          empty &= one == '\r';
        } else if (empty) {
          heartbeats++;
        } else {
          tokens++;
          empty = true;
        }
      }
    }
  }

  /// Nothing is known of its parts: each read is one.
  private static final class Reads extends Pieces {
    @Override
    void feed(byte[] bytes) {
      tokens++;
    }
  }
}
