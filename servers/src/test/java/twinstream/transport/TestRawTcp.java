package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the control: four bytes of length, and so many of text.
final class TestRawTcp implements TestReader {
  private final RawClient client;

  TestRawTcp(RawClient client) {
    this.client = client;
  }

  TestRawTcp ask(String target) throws IOException {
    byte[] text = target.getBytes(UTF_8);
    client.send(ByteBuffer.allocate(4 + text.length).putInt(text.length).put(text).array());
    return this;
  }

  @Override
  public RawClient client() {
    return client;
  }

  @Override
  public TestRawTcp opened() {
    return this;
  }

  /// The first message, told as HTTP tells it.
  @Override
  public Answer answer() throws IOException {
    Item first = must();
    if (first.kind() != Kind.FAILURE) {
      return new Answer(200, "");
    }
    JsonNode failure = JsonMapper.shared().readTree(first.text());
    int status =
        switch (failure.get("code").asString()) {
          case "bad-request" -> 400;
          case "not-found" -> 404;
          case "conflict" -> 409;
          case "expired" -> 410;
          default -> throw new AssertionError(first.text());
        };
    return new Answer(status, failure.get("message").asString() + "\n");
  }

  @Override
  public @Nullable Item next() throws IOException {
    int first = client.octetOrEnd();
    if (first < 0) {
      return null;
    }
    byte[] rest = client.bytes(3);
    int length = first << 24 | (rest[0] & 0xFF) << 16 | (rest[1] & 0xFF) << 8 | rest[2] & 0xFF;
    String text = new String(client.bytes(length), UTF_8);
    if (text.isEmpty()) {
      return new Item(Kind.HEARTBEAT, "", "", System.nanoTime());
    }
    return text.startsWith("{\"type\":\"error\"")
        ? new Item(Kind.FAILURE, "", text, System.nanoTime())
        : Item.of("", text);
  }

  @Override
  public void awaitEnd() {
    client.awaitEnd();
  }
}
