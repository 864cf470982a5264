package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

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

  /// What a request led to.
  ///
  /// @param status 101 or 200 when the stream is open
  /// @param text why not, empty when it is
  record Answer(int status, String text) {
    boolean isOpen() {
      return status == 101 || status == 200;
    }

    static Answer of(Exchange exchange) throws IOException {
      RawClient.Head head = exchange.head();
      boolean open = new Answer(head.status(), "").isOpen();
      return new Answer(head.status(), open ? "" : exchange.text(head));
    }
  }

  /// What comes next; null at the end of the stream.
  @Nullable Item next() throws IOException;

  /// The connection below.
  RawClient client();

  /// What the server says to the request; to be asked before anything else is read.
  Answer answer() throws IOException;

  /// Reads that the server has opened the stream.
  ///
  /// @throws AssertionError when it has not
  TestReader opened() throws IOException;

  /// Leaves the stream and keeps its connection, where there are several on one.
  default void cancel() throws IOException {
    throw new AssertionError("a connection of this transport has one stream");
  }

  /// From now on the server is not told that there is room for more on this stream.
  default void stall() {
    throw new AssertionError("only a stream of HTTP/2 has a window of its own");
  }

  /// Reads what is left until the server has ended the stream, in good order or not.
  ///
  /// @throws AssertionError when it goes on
  void awaitEnd();

  /// Ends the stream behind a reply in good order, where that is the reader's part, and reads that
  /// it has ended.
  ///
  /// @throws AssertionError when something else comes
  default void end() throws IOException {
    assertThat(next()).as("what comes at the end").isNull();
  }

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

  /// Status and headers that a server answers over HTTP/1.1 to a request for a stream, with further
  /// header lines.
  static RawClient.Head head(String transport, RawClient client, String target, String... more)
      throws IOException {
    Stream<String> own =
        transport.startsWith("ws")
            ? Stream.of(TestWebSocket.UPGRADE)
            : Stream.of("Accept: text/event-stream");
    return client.get(target, Stream.concat(own, Stream.of(more)).toArray(String[]::new)).head();
  }

  static TestReader open(Transport transport, int port, String target) throws IOException {
    return over(transport, new RawClient(port), target);
  }

  static TestReader over(Transport transport, RawClient client, String target) throws IOException {
    return knock(transport, client, target).opened();
  }

  /// What a server answers to a request, with further header lines.
  static Answer answer(Transport transport, int port, String target, String... more)
      throws IOException {
    try (RawClient client = new RawClient(port)) {
      return knock(transport, client, target, more).answer();
    }
  }

  /// Sends the request that opens a stream on this transport, with further header lines; reads
  /// nothing.
  static TestReader knock(Transport transport, RawClient client, String target, String... more)
      throws IOException {
    return switch (transport.name()) {
      case "sse-h1" -> new EventStream(client.get(target, with(more, EventStream.ACCEPT)));
      case "ws-h1" -> new TestWebSocket(client.get(target, with(more, TestWebSocket.UPGRADE)));
      case "sse-h2" -> new Http2Client(client).events(target, more);
      case "ws-h2" -> new Http2Client(client).webSocket(target, more);
      case "raw-tcp" -> new TestRawTcp(client).ask(target);
      default -> throw new AssertionError("no test reader for " + transport.name());
    };
  }

  private static String[] with(String[] more, String... own) {
    return Stream.concat(Stream.of(own), Stream.of(more)).toArray(String[]::new);
  }
}
