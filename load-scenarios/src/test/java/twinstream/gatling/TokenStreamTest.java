package twinstream.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events as Gatling hands them on.
class TokenStreamTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      nullValues = "-",
      value = {
        "{\"id\":\"r1:0\",\"data\":{\"i\":0,\"t\":\"Hi\"}} | {\"i\":0,\"t\":\"Hi\"} | r1:0",
        "{\"event\":\"reply\",\"data\":{\"reply\":\"r1\"},\"retry\":1000} | {\"reply\":\"r1\"} | -",
        "{\"data\":[DONE]} | [DONE] | -",
        "{\"data\":{\"t\":\",\\\"retry\\\":\"}} | {\"t\":\",\\\"retry\\\":\"} | -",
        "{\"id\":\"r1:7\",\"data\":{\"id\":\"x\"}} | {\"id\":\"x\"} | r1:7",
        "{\"data\":\"plain words\"} | plain words | -",
        "{\"event\":\"ping\"} | '' | -",
      })
  void takesAnEventOutOfTheJsonThatGatlingMakesOfIt(String json, String data, @Nullable String id) {
    TokenStream.Message message = TokenStream.ofEvent(json, 5);

    assertThat(message.data()).isEqualTo(data);
    assertThat(message.id()).isEqualTo(id);
    assertThat(message.nanos()).isEqualTo(5);
  }
}
