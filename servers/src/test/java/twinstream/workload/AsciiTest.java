package twinstream.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 64})
  void putsTheTextAndNothingThatCounts(int length) {
    String text =
        "{\"id\":\"0123456789-abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUV"
            .substring(0, length);

    for (int room : new int[] {0, 1, 7, 8, 100}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
        ByteBuffer target = ByteBuffer.allocateDirect(1 + 2 * length + room).order(order);
        target.put((byte) '-');
        int at = Ascii.of(text).put(target, 1);
        target.position(Ascii.of(text).put(target, at));

        assertThat(US_ASCII.decode(target.flip()).toString()).isEqualTo("-" + text + text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "r1", "r1234567", "r12345678"})
  void equalsWhatSaysTheSame(String text) {
    assertThat(Ascii.of(text))
        .isEqualTo(Ascii.of(text))
        .hasSameHashCodeAs(Ascii.of(text))
        .isNotEqualTo(Ascii.of(text + "\0"))
        .hasToString(text);
    assertThat(Ascii.of(text).length()).isEqualTo(text.length());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 20})
  void refusesAFullBuffer(int length) {
    String text = "x".repeat(length);
    ByteBuffer small = ByteBuffer.allocate(length - 1);

    assertThatThrownBy(() -> Ascii.of(text).put(small, 0))
        .isInstanceOf(BufferOverflowException.class);
  }
}
