package twinstream.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineEndsTest {
  // Those that a search by the word could take for a line end, and line ends.
  private static final byte[] ALIKE = {
    '\n',
    '\r',
    0,
    1,
    '\n' + 1,
    '\r' + 1,
    '\n' - 1,
    '\r' - 1,
    '\t',
    (byte) 0x80,
    (byte) 0x8A,
    (byte) 0x8D,
    (byte) 0xFF,
    'a'
  };

  @Test
  void findsTheFirstAsALookAtEachByteDoes() {
    var random = new SplittableRandom(42);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      // Few line ends, so that some are far away.
      int kinds = 1 + random.nextInt(ALIKE.length);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = ALIKE[ALIKE.length - 1 - random.nextInt(kinds)];
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);

      assertThat(LineEnds.next(bytes, from, to)).isEqualTo(oneByOne(bytes, from, to));
    }
  }

  private static int oneByOne(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        return i;
      }
    }
    return to;
  }
}
