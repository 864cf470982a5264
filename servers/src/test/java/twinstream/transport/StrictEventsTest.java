package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import twinstream.transport.StrictEvents.Event;

/// The reader by which the writer is judged reads what others wrote for readers.
class StrictEventsTest {
  static Stream<Arguments> streams() {
    return Cases.of("sse-cases.json", "cases").stream()
        .map(one -> Arguments.of(Cases.id(one), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void readsWhatOthersWroteForReaders(String id, JsonNode one) {
    var bytes = new ByteArrayOutputStream();
    one.get("chunks").valueStream().map(Cases::decoded).forEach(bytes::writeBytes);
    assertThat(StrictEvents.of(bytes.toString(UTF_8)))
        .isEqualTo(
            one.get("expect")
                .get("events")
                .valueStream()
                .map(event ->
                    new Event(
                        event.get("type").asString(),
                        event.get("data").asString(),
                        event.get("lastEventId").asString()))
                .toList());
  }
}
