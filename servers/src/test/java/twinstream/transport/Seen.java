package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;

/// What a reader saw: the control record and the texts of the tokens.
record Seen(JsonNode start, List<String> texts) {
  static Seen of(List<Item> items) {
    assertThat(items.getFirst().kind()).isEqualTo(Kind.START);
    List<String> texts =
        items.stream()
            .filter(item -> item.kind() == Kind.TOKEN)
            .map(item -> json(item.text()).get("t").asString())
            .toList();
    return new Seen(json(items.getFirst().text()), texts);
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  static String sha256(List<String> texts) throws GeneralSecurityException {
    byte[] all = String.join("", texts).getBytes(UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
  }

  int from() {
    return start.get("from").asInt();
  }

  String hash() {
    return start.get("hash").asString();
  }

  /// The texts up to a cut and those after it.
  List<String> and(Seen rest) {
    List<String> all = new ArrayList<>(texts);
    all.addAll(rest.texts());
    return all;
  }
}
