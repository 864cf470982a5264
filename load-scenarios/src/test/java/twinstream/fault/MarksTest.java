package twinstream.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import twinstream.fault.Fault.CutAfter;
import twinstream.fault.Fault.HalfCloseAfter;
import twinstream.fault.Fault.ResetAfter;
import twinstream.fault.Fault.Stall;

class MarksTest {
  private final Passed passed = new Passed();

  @Test
  void actsAsSoonAsTheLastByteHasPassed() {
    feed(List.of(new CutAfter(4)), "ab", "cd");

    assertThat(passed.calls).containsExactly("ab", "cd", "<FIN_BOTH>");
  }

  @Test
  void actsWithinARead() {
    feed(List.of(new ResetAfter(3)), "abcdef");

    assertThat(passed.calls).containsExactly("abc", "<RESET>", "def");
  }

  @Test
  void actsBeforeTheFirstByte() {
    feed(List.of(new HalfCloseAfter(0)));

    assertThat(passed.calls).containsExactly("<FIN>");
  }

  @Test
  void actsInTheOrderOfPlacesAndOnce() {
    feed(List.of(new CutAfter(5), new Stall(2, Duration.ofNanos(9))), "abcdefgh");

    assertThat(passed.calls).containsExactly("ab", "<pause 9>", "cde", "<FIN_BOTH>", "fgh");
  }

  private void feed(List<Fault.OfStream> faults, String... reads) {
    var marks = new Marks(faults, passed);
    marks.open();
    for (String read : reads) {
      byte[] bytes = read.getBytes(US_ASCII);
      marks.bytes(bytes, 0, bytes.length);
    }
  }
}
