package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import twinstream.scenario.Patience;
import twinstream.workload.PlannedReply;
import twinstream.workload.Workload;

class PlannedTokensTest {
  private static final long MILLI = 1_000_000;
  private static final long ZERO = 5_000 * MILLI;
  private static final Workload TEN_A_SECOND = Workload.steady(1, 10, Duration.ZERO);

  private static long inside(long fromMillis, long toMillis, PlannedReply... plan) {
    var window = new Window(ZERO + fromMillis * MILLI, ZERO + toMillis * MILLI);
    return PlannedTokens.inside(window, TEN_A_SECOND, Patience.ENDLESS, List.of(plan), ZERO);
  }

  @Test
  void countsTheTokensThatAreDueInsideStartIncludedAndEndNot() {
    var reply = new PlannedReply(0, 100, 0, 1);

    assertThat(inside(0, 1_000, reply)).isEqualTo(10);
    assertThat(inside(100, 200, reply)).isOne();
    assertThat(inside(101, 200, reply)).isZero();
  }

  @Test
  void countsFromArrivalAndFirstTokenDelayToTheLastToken() {
    var late = new PlannedReply(300 * MILLI, 3, 400 * MILLI, 1);

    assertThat(inside(0, 700, late)).isZero();
    assertThat(inside(0, 10_000, late)).isEqualTo(3);
  }

  @Test
  void addsUpTheRepliesOfAPlan() {
    var reply = new PlannedReply(0, 100, 0, 1);
    var silent = new PlannedReply(0, 0, 0, 2);

    assertThat(inside(0, 1_000, reply, silent, reply)).isEqualTo(20);
  }

  @Test
  void countsNothingWhereNothingIsDue() {
    var window = new Window(ZERO, ZERO + 1_000 * MILLI);
    var flood = Workload.flood(1, Duration.ZERO);

    assertThat(
            PlannedTokens.inside(
                window, flood, Patience.ENDLESS, flood.plan(1, Duration.ofSeconds(1)), ZERO))
        .isZero();
  }
}
