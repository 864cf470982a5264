package twinstream.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @Test
  void isWhatAnyNumberOfFourDigitsIsAsText() {
    ByteBuffer target = ByteBuffer.allocate(Decimal.MOST_BYTES);
    for (int number = 0; number < 10_000; number++) {
      for (int each : new int[] {number, 10_000 * number + 9_999, 123_456 * number}) {
        target.clear().position(Decimal.put(each, target, 0));

        assertThat(US_ASCII.decode(target.flip()).toString()).isEqualTo(Integer.toString(each));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 9, 10, 99, 100, 12_345, 99_999_999, 100_000_000, 1_000_000_007, 2_147_483_647})
  void isWhatTheNumberIsAsText(int number) {
    String text = Integer.toString(number);
    ByteBuffer target = ByteBuffer.allocate(1 + Decimal.MOST_BYTES).put((byte) '-');

    target.position(Decimal.put(number, target, 1));

    assertThat(US_ASCII.decode(target.flip()).toString()).isEqualTo("-" + text);
    ByteBuffer small = ByteBuffer.allocate(text.length() - 1);
    assertThatThrownBy(() -> Decimal.put(number, small, 0))
        .isInstanceOf(BufferOverflowException.class);
  }
}
