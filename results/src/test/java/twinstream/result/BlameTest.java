package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BlameTest {
  private static final long MILLI = 1_000_000;

  private static Measurement trial(long latenessMillis, long loopLagMillis, long serverLagMillis) {
    var lateness = Measurements.histogramOf(1_000, latenessMillis * MILLI);
    var loopLag = Measurements.histogramOf(1_000, loopLagMillis * MILLI);
    return Measurements.lagging(lateness, loopLag, serverLagMillis * MILLI);
  }

  @Test
  void fallsOnTheServerWhoseClockStoodStill() {
    // The server tells 400 ms as 320.
    assertThat(Blame.of(trial(400, 1, 320))).contains(Blame.SERVER);
  }

  @Test
  void fallsOnTheReaderWhoseLoopsStoodStill() {
    assertThat(Blame.of(trial(400, 398, 0))).contains(Blame.READER);
  }

  @Test
  void fallsOnTheReaderWhereBothWereHeldUp() {
    // A reader that can't look can't tell what the server did.
    assertThat(Blame.of(trial(400, 398, 320))).contains(Blame.READER);
  }

  @Test
  void fallsOnThePathWhereNeitherWas() {
    assertThat(Blame.of(trial(400, 12, 10))).contains(Blame.PATH);
  }

  @Test
  void fallsOnNobodyWithoutAPause() {
    assertThat(Blame.of(trial(19, 1, 10))).isEmpty();
  }

  @Test
  void fallsOnNobodyWithoutDueTimes() {
    assertThat(
            Blame.of(
                Measurements.lagging(
                    new Histogram(1_000_000_000, 3), new Histogram(1_000_000_000, 3), 0)))
        .isEmpty();
  }
}
