package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SlopeFitTest {

  /// Known answer: y = (2, 4, 5, 4, 5) over x = 1…5 has slope 0.6, intercept 2.2, standard error of
  /// the slope sqrt(2.4 / 3 / 10), and t(0.975, 3) = 3.182446.
  @Test
  void fitsTheTextbookLineWithItsInterval() {
    var fit = SlopeFit.of(levels(2, 4, 5, 4, 5), MemoryLevel::heapBytes).orElseThrow();

    assertThat(fit.bytesPerStream()).isCloseTo(0.6, within(1e-12));
    assertThat(fit.interceptBytes()).isCloseTo(2.2, within(1e-12));
    assertThat(fit.high() - fit.bytesPerStream())
        .isCloseTo(3.182446 * Math.sqrt(0.08), within(1e-6));
  }

  @Test
  void refusesFourLevels() {
    assertThat(SlopeFit.of(levels(2, 4, 5, 4), MemoryLevel::heapBytes)).isEmpty();
  }

  private static List<MemoryLevel> levels(long... heapBytes) {
    return IntStream.range(0, heapBytes.length)
        .mapToObj(i -> new MemoryLevel(i + 1, heapBytes[i], 0, 0, 0, 0, 1))
        .toList();
  }
}
