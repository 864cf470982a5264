package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads events (WHATWG HTML, 9.2.6) out of the chunks of a response.
final class EventStream implements TestReader {
  static final String ACCEPT = "Accept: text/event-stream";
  private final RawClient client;
  private final Exchange exchange;
  private byte[] chunk = new byte[0];
  private int position;
  private boolean ended;
  private int retryMillis;

  EventStream(RawClient client) {
    this(client, client);
  }

  EventStream(Exchange exchange, RawClient client) {
    this.exchange = exchange;
    this.client = client;
  }

  @Override
  public Answer answer() throws IOException {
    return Answer.of(exchange);
  }

  @Override
  public EventStream opened() throws IOException {
    RawClient.Head head = exchange.head();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
    return this;
  }

  @Override
  public void cancel() throws IOException {
    if (exchange instanceof Http2Stream stream) {
      stream.cancel();
    } else {
      TestReader.super.cancel();
    }
  }

  @Override
  public void stall() {
    if (exchange instanceof Http2Stream stream) {
      stream.stall();
    } else {
      TestReader.super.stall();
    }
  }

  @Override
  public void awaitEnd() {
    exchange.awaitEnd();
  }

  /// What the last `retry` field said, 0 for none yet.
  int retryMillis() {
    return retryMillis;
  }

  @Override
  public RawClient client() {
    return client;
  }

  @Override
  public @Nullable Item next() throws IOException {
    String id = "";
    String event = "";
    String data = null;
    boolean comment = false;
    for (String line = line(); line != null; line = line()) {
      if (line.startsWith("data: ")) {
        data = data == null ? line.substring(6) : data + "\n" + line.substring(6);
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        event = line.substring(7);
      } else if (line.startsWith("retry: ")) {
        retryMillis = Integer.parseInt(line.substring(7));
      } else if (line.startsWith(":")) {
        comment = true;
      } else if (line.isEmpty() && (data != null || comment)) {
        return item(id, event, data);
      } else {
        throw new AssertionError("no line of an event: " + line);
      }
    }
    return null;
  }

  private static Item item(String id, String event, @Nullable String data) {
    if (data == null) {
      return new Item(Kind.HEARTBEAT, "", "", System.nanoTime());
    }
    Item item = Item.of(id, data);
    if (event.equals("error")) {
      return new Item(Kind.FAILURE, id, data, item.atNanos());
    }
    assertThat(event).isEqualTo(item.kind() == Kind.START ? "reply" : "");
    return item;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = octet(); b >= 0; b = octet()) {
      if (b == '\n') {
        return line.toString(UTF_8);
      }
      line.write(b);
    }
    assertThat(line.size()).as("bytes behind the last line end").isZero();
    return null;
  }

  private int octet() throws IOException {
    if (position == chunk.length && !ended) {
      chunk = exchange.chunk();
      position = 0;
      ended = chunk.length == 0;
    }
    return ended ? -1 : chunk[position++] & 0xFF;
  }
}
