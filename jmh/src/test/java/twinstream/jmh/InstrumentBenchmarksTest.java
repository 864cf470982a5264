package twinstream.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class InstrumentBenchmarksTest {
  private static final int TIMES = 1_000;

  @Test
  void everyWayToCountCounts() {
    var meters = new Meters();
    for (int i = 0; i < TIMES; i++) {
      meters.add();
      meters.count();
      meters.time();
    }
    assertThat(meters.totals()).containsOnly(TIMES).hasSize(3);
    meters.close();
  }

  @Test
  void everyHistogramHasWhatWasRecorded() {
    var latencies = new Latencies();
    latencies.setUp();
    for (int i = 0; i < TIMES; i++) {
      latencies.plain();
      latencies.concurrent();
      latencies.recorder();
    }
    assertThat(latencies.totals()).containsOnly(TIMES).hasSize(3);
  }

  @Test
  @Timeout(20)
  void whatIsWrittenAtOneEndIsReadAtTheOther() throws IOException {
    var loopback = new Loopback();
    loopback.open();
    for (int i = 0; i < TIMES; i++) {
      assertThat(loopback.cross()).isEqualTo(Loopback.EVENT_BYTES);
    }
    loopback.close();
  }
}
