package twinstream.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopedTest {
  @ParameterizedTest
  @ValueSource(strings = {"plain", "openai", "ai-sdk"})
  void bothWaysComeToTheSameJson(String envelope) {
    var tokens = new Enveloped();
    tokens.envelope = envelope;
    tokens.setUp();
    for (int i = 0; i < Corpus.TOKENS; i++) {
      String own = UTF_8.decode(tokens.own(i)).toString();

      assertThat(own).isEqualTo(new String(tokens.jacksons(i), UTF_8));
    }
  }
}
