package twinstream.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The cases of others, see `cases/README.md`.
final class Cases {
  private Cases() {}

  static Stream<Named<JsonNode>> of(String file) {
    try (InputStream in = Cases.class.getResourceAsStream("/twinstream/cases/" + file)) {
      return JsonMapper.shared()
          .readTree(Objects.requireNonNull(in, file))
          .path("cases")
          .valueStream()
          .map(one -> Named.of(one.path("id").asString(), one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
