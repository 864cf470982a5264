package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.transport.WriterCases.data;
import static twinstream.transport.WriterCases.expected;
import static twinstream.transport.WriterCases.field;
import static twinstream.transport.WriterCases.isRefused;
import static twinstream.transport.WriterCases.text;
import static twinstream.transport.WriterCases.token;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import twinstream.workload.Envelope;

/// The cases for writers against ours: an event of text, and a token that is written byte by byte.
class WriterCasesTest {
  static Stream<Arguments> writable() {
    return WriterCases.arguments(WriterCases.WRITABLE);
  }

  static Stream<Arguments> sendable() {
    return WriterCases.arguments(WriterCases.SENDABLE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writable")
  void areWrittenSoThatOnlyTheirValuesAreRead(String id, int place, JsonNode one) {
    byte[] data = data(one).getBytes(UTF_8);
    ByteBuffer target = ByteBuffer.allocate(100 + 10 * data.length);
    if (isRefused(one)) {
      assertThat(one.get("expect").get("rejectingIsAlsoFine").asBoolean()).isTrue();
      assertThatThrownBy(
              () -> EventWriter.event(field(one, "id"), field(one, "event"), data, target))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(target.position()).isZero();
      return;
    }
    EventWriter.event(field(one, "id"), field(one, "event"), data, target);
    String written = new String(target.array(), 0, target.position(), UTF_8);
    assertThat(StrictEvents.of(written)).isEqualTo(expected(one));
    assertThat(written).doesNotContain("\r");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sendable")
  void areReadUnchangedAsTokens(String id, int place, JsonNode one) {
    for (Envelope envelope : Envelope.values()) {
      String written = EventWriterTest.written(token(envelope, one));
      assertThat(StrictEvents.of(written))
          .hasSize(1)
          .allSatisfy(event -> {
            assertThat(event.type()).isEqualTo("message");
            assertThat(event.lastEventId()).isEqualTo("mine:7");
            assertThat(text(envelope, event.data())).isEqualTo(data(one));
          });
    }
  }
}
