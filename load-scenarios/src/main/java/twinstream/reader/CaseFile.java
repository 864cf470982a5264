package twinstream.reader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files with the cases of others, see `cases/README.md`.
final class CaseFile {
  private CaseFile() {}

  static Stream<JsonNode> cases(String file) {
    try (InputStream in = CaseFile.class.getResourceAsStream("/twinstream/cases/" + file)) {
      return JsonMapper.shared()
          .readTree(Objects.requireNonNull(in, file))
          .path("cases")
          .valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String id(JsonNode one) {
    return one.path("id").asString();
  }

  /// The bytes of a case for readers of event streams.
  static byte[] stream(JsonNode one) {
    var bytes = new ByteArrayOutputStream();
    one.path("chunks").valueStream().map(CaseFile::decoded).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /// What the client of a frame case sends, one write after the other.
  static Stream<byte[]> steps(JsonNode one) {
    return one.path("steps").valueStream().map(step -> bytes(step, "send", "sendParts"));
  }

  /// A message of a frame case, as [SeenFrames] tells it.
  static String message(JsonNode message) {
    return SeenFrames.message(message.path("type").asString(), bytes(message, "b64", "parts"));
  }

  // Bytes in Base64 under one name, or head, repetitions and tail under the other.
  private static byte[] bytes(JsonNode node, String whole, String pieces) {
    if (node.has(whole)) {
      return decoded(node.path(whole));
    }
    JsonNode parts = node.path(pieces);
    var all = new ByteArrayOutputStream();
    all.writeBytes(decoded(parts.path("head")));
    byte[] repeated = decoded(parts.path("repeat"));
    IntStream.range(0, parts.path("times").asInt()).forEach(_ -> all.writeBytes(repeated));
    all.writeBytes(decoded(parts.path("tail")));
    return all.toByteArray();
  }

  private static byte[] decoded(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString());
  }
}
