package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a [Flush] is said; what it does, see [OutboxFlushTest].
class FlushTest {
  @ParameterizedTest
  @ValueSource(strings = {"each", "every:2", "every:1000", "ms:1", "ms:10000"})
  void isReadAsItIsWritten(String text) {
    assertThat(Flush.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "all", "every:1", "every:1001", "ms:0", "ms:10001", "ms:-1", "every:"})
  void isRefusedWithARule(String text) {
    assertThatThrownBy(() -> Flush.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "(flush|tokens of a flush|period of a flush) must be .* but (is|are) .*");
  }
}
