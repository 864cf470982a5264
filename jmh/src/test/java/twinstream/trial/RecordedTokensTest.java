package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTokensTest {

  /// A benchmark of wrong tokens would measure the search for the right one.
  @ParameterizedTest
  @CsvSource({"plain, true", "plain, false", "openai, true", "openai, false"})
  void areRightOnesAcrossTheEndOfAReply(String envelope, boolean tellsIndex) {
    var tokens = new RecordedTokens();
    tokens.envelope = envelope;
    tokens.tellsIndex = tellsIndex;
    tokens.encode();

    for (int i = 0; i < 100_002; i++) {
      tokens.record();
      assertThat(tokens.check()).isEqualTo(i % 100_000);
    }

    assertThat(tokens.faults()).isZero();
  }
}
