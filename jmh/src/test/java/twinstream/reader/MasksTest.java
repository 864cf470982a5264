package twinstream.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.jmh.Corpus;

final class MasksTest {
  @ParameterizedTest
  @ValueSource(strings = {"plain", "openai"})
  void theServerSeesWhatTheClientSaid(String envelope) {
    var masks = new Masks();
    masks.envelope = envelope;
    masks.setUp();
    for (int i = 0; i < 2 * Corpus.TOKENS; i++) {
      int index = i % Corpus.TOKENS;
      assertThat(masks.unmaskedBytes(index)).isEqualTo(masks.payload(index));
    }
  }
}
