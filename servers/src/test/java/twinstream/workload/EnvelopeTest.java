package twinstream.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class EnvelopeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LONGEST_ID = "r".repeat(64);

  private static String written(Envelope envelope, String reply, Token token, ByteBuffer target) {
    target.clear().position(3);
    envelope.write(Ascii.of(reply), token, target);
    byte[] bytes = new byte[target.position() - 3];
    target.get(3, bytes);
    assertThat(bytes.length).isLessThanOrEqualTo(envelope.maxBytes(token));
    return new String(bytes, UTF_8);
  }

  private static Token token(int index, String text) {
    return new Token(index, text.getBytes(UTF_8));
  }

  private static String text(Envelope envelope, String json) {
    JsonNode message = JSON.readTree(json);
    return switch (envelope) {
      case PLAIN -> message.at("/t").stringValue();
      case OPENAI -> message.at("/choices/0/delta/content").stringValue();
      case AI_SDK -> message.at("/delta").stringValue();
    };
  }

  @Test
  void isExactlyWhatTheContractShows() {
    ByteBuffer buffer = ByteBuffer.allocate(500);
    assertThat(written(Envelope.PLAIN, "r1", token(0, "Hello"), buffer))
        .isEqualTo("{\"i\":0,\"t\":\"Hello\"}");
    assertThat(written(Envelope.OPENAI, "r1", token(0, "Hel"), buffer))
        .isEqualTo(
            "{\"id\":\"r1\",\"object\":\"chat.completion.chunk\",\"created\":0,"
                + "\"model\":\"twinstream\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}");
    assertThat(written(Envelope.AI_SDK, "r1", token(0, "Hel"), buffer))
        .isEqualTo("{\"type\":\"text-delta\",\"id\":\"r1\",\"delta\":\"Hel\"}");
  }

  @ParameterizedTest
  @EnumSource
  void bringsEveryTokenOfTheCorpusAcross(Envelope envelope) {
    TokenCorpus corpus = TokenCorpus.standard();
    ByteBuffer heap = ByteBuffer.allocate(1_000).slice(7, 900);
    ByteBuffer direct = ByteBuffer.allocateDirect(1_000);
    for (int i = 0; i < corpus.size(); i++) {
      Token token = new Token(i, corpus.text(i));
      String json = written(envelope, LONGEST_ID, token, heap);
      assertThat(text(envelope, json)).isEqualTo(new String(token.text(), UTF_8));
      assertThat(written(envelope, LONGEST_ID, token, direct)).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bringsEveryControlCharacterAcross(Envelope envelope) {
    ByteBuffer buffer = ByteBuffer.allocate(500);
    for (char c = 0; c <= 0xA0; c++) {
      String text = "a" + c + "\u2028😀";
      assertThat(text(envelope, written(envelope, "r1", token(1, text), buffer))).isEqualTo(text);
    }
  }

  @Test
  void escapesOnlyWhatJsonDemands() {
    ByteBuffer buffer = ByteBuffer.allocate(500);
    assertThat(
            written(
                Envelope.PLAIN, "r1", token(7, "\"\\/\n\r\t\b\f\u0001\u001F\u007F\u2028é"), buffer))
        .isEqualTo("{\"i\":7,\"t\":\"\\\"\\\\/\\n\\r\\t\\b\\f\\u0001\\u001f\u007F\u2028é\"}");
  }

  @ParameterizedTest
  @CsvSource({"9", "10", "4711", "99999", "2147483647"})
  void writesTheWholeIndex(int index) {
    assertThat(written(Envelope.PLAIN, "r1", token(index, "x"), ByteBuffer.allocate(100)))
        .isEqualTo("{\"i\":" + index + ",\"t\":\"x\"}");
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsWireName(Envelope envelope) {
    assertThat(Envelope.of(envelope.wireName())).isEqualTo(envelope);
  }

  @Test
  void refusesAnUnknownNameAndAFullBuffer() {
    assertThatThrownBy(() -> Envelope.of("xml"))
        .hasMessage("envelope must be plain, openai or ai-sdk, but is \"xml\"");
    assertThatThrownBy(
            () -> Envelope.PLAIN.write(Ascii.of("r1"), token(0, "Hello"), ByteBuffer.allocate(17)))
        .isInstanceOf(BufferOverflowException.class);
  }
}
