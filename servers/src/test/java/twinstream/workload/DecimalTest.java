package twinstream.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 99, 100, 12_345, 99_999, 100_000, 1_000_000_000, 2_147_483_647})
  void isWhatTheNumberIsAsText(int number) {
    String text = Integer.toString(number);
    ByteBuffer target = ByteBuffer.allocate(1 + Decimal.MOST_BYTES).put((byte) '-');

    Decimal.put(number, target);

    assertThat(US_ASCII.decode(target.flip()).toString()).isEqualTo("-" + text);
    ByteBuffer small = ByteBuffer.allocate(text.length() - 1);
    assertThatThrownBy(() -> Decimal.put(number, small))
        .isInstanceOf(BufferOverflowException.class);
    assertThat(small.position()).isZero();
  }
}
