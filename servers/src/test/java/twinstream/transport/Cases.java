package twinstream.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What others have found to go wrong, see the README beside the cases.
final class Cases {
  private Cases() {}

  /// @param file beside the README
  /// @param list of that file
  static List<JsonNode> of(String file, String list) {
    String name = "/twinstream/cases/" + file;
    try (InputStream in = Objects.requireNonNull(Cases.class.getResourceAsStream(name), name)) {
      return JsonMapper.shared().readTree(in).get(list).valueStream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String id(JsonNode one) {
    return one.get("id").asString();
  }

  /// Bytes in Base64 under one name, or head, repetitions and tail under the other.
  static byte[] bytes(JsonNode node, String whole, String parts) {
    if (node.has(whole)) {
      return decoded(node.get(whole));
    }
    JsonNode pieces = node.get(parts);
    var all = new ByteArrayOutputStream();
    all.writeBytes(decoded(pieces.get("head")));
    byte[] repeated = decoded(pieces.get("repeat"));
    for (int i = 0; i < pieces.get("times").asInt(); i++) {
      all.writeBytes(repeated);
    }
    all.writeBytes(decoded(pieces.get("tail")));
    return all.toByteArray();
  }

  static byte[] decoded(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString());
  }
}
