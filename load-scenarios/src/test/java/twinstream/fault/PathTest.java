package twinstream.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import twinstream.fault.Fault.Delay;
import twinstream.fault.Fault.Jitter;
import twinstream.fault.Fault.OneByteAtATime;
import twinstream.fault.Fault.Rate;

class PathTest {
  @Test
  void hasNoLimitOnAWriteWithoutFaults() {
    assertThat(Path.of(List.of()).writeBytes()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void writesOneByteAtATimeAtAnyRate() {
    Path path = Path.of(List.of(new Rate(1_000_000), new OneByteAtATime()));

    assertThat(path.writeBytes()).isEqualTo(1);
    assertThat(path.lineNanos(1)).isEqualTo(1_000);
  }

  @Test
  void writesSlicesOfFiveMillisecondsAndNeverNothing() {
    assertThat(Path.of(List.of(new Rate(200_000))).writeBytes()).isEqualTo(1_000);
    assertThat(Path.of(List.of(new Rate(1))).writeBytes()).isEqualTo(1);
  }

  @Test
  void addsTheDelayOfTheJitterToTheOther() {
    var jitter = new Jitter(Duration.ofMillis(3), Duration.ofMillis(1), 7);
    Path path = Path.of(List.of(new Delay(Duration.ofMillis(25)), jitter));

    assertThat(path).isEqualTo(new Path(28_000_000, 1_000_000, 7, 0, false));
  }
}
