package twinstream.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One stream as a test sees it, whatever the transport; written from the contract and sharing no
/// code with it.
interface TestReader extends AutoCloseable {
  enum Kind {
    START,
    TOKEN,
    DONE,
    HEARTBEAT,
    FAILURE
  }

  /// @param id the event's id, empty where the transport has none
  /// @param atNanos when it was read, on the [System#nanoTime()] clock
  record Item(Kind kind, String id, String text, long atNanos) {
    static Item of(String id, String text) {
      Kind kind =
          text.startsWith("{\"reply\"")
              ? Kind.START
              : text.equals("[DONE]") ? Kind.DONE : Kind.TOKEN;
      return new Item(kind, id, text, System.nanoTime());
    }
  }

  /// What comes next; null at the end of the stream.
  @Nullable Item next() throws IOException;

  RawClient client();

  @Override
  default void close() throws IOException {
    client().close();
  }

  /// Everything from here to `[DONE]`, or to the end of the stream.
  default List<Item> rest() throws IOException {
    List<Item> items = new ArrayList<>();
    for (Item item = next(); item != null; item = next()) {
      items.add(item);
      if (item.kind() == Kind.DONE) {
        break;
      }
    }
    return items;
  }

  default Item must() throws IOException {
    Item item = next();
    if (item == null) {
      throw new AssertionError("the stream has ended");
    }
    return item;
  }

  static TestReader open(Transport transport, int port, String target) throws IOException {
    return over(transport, new RawClient(port), target);
  }

  static TestReader over(Transport transport, RawClient client, String target) throws IOException {
    knock(transport, client, target);
    return switch (transport.name()) {
      case "sse-h1" -> new EventStream(client);
      case "ws-h1" -> new TestWebSocket(client);
      default -> throw new AssertionError("no test reader for " + transport.name());
    };
  }

  /// Sends the request that opens a stream on this transport, with further header lines.
  static RawClient knock(Transport transport, RawClient client, String target, String... more)
      throws IOException {
    Stream<String> own =
        transport.name().startsWith("ws")
            ? Stream.of(TestWebSocket.UPGRADE)
            : Stream.of("Accept: text/event-stream");
    return client.get(target, Stream.concat(own, Stream.of(more)).toArray(String[]::new));
  }
}
