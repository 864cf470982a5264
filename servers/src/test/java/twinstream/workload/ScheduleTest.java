package twinstream.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000;

  static List<Pacing> pacings() {
    return List.of(new Steady(30), new Gamma(7), new EngineStep(30), new Flood());
  }

  @Test
  void isDueEvenlyWhenSteady() {
    Schedule schedule = new Schedule(1_000, 500, 0, new Steady(50), 1);
    assertThat(schedule.dueNanos(0)).isEqualTo(1_500);
    assertThat(schedule.dueNanos(1)).isEqualTo(20_001_500);
    assertThat(schedule.dueNanos(99_999)).isEqualTo(1_500 + 99_999 * 20_000_000L);
  }

  @Test
  void doesNotAddUpRoundingErrors() {
    Schedule schedule = new Schedule(0, 0, 0, new Steady(30), 1);
    assertThat(schedule.dueNanos(1)).isEqualTo(33_333_333);
    assertThat(schedule.dueNanos(2)).isEqualTo(66_666_666);
    assertThat(schedule.dueNanos(3)).isEqualTo(100_000_000);
    assertThat(schedule.dueNanos(90_000)).isEqualTo(3_000 * SECOND);
  }

  @Test
  void hasTheMeanAndTheSpreadOfItsGammaDistribution() {
    int gaps = 100_000;
    Cursor cursor = new Schedule(0, 0, 0, new Gamma(100), 42).cursor(0);
    double squares = 0;
    long before = cursor.dueNanos();
    for (int i = 0; i < gaps; i++) {
      cursor.advance();
      double gap = (cursor.dueNanos() - before) / 1e7;
      assertThat(gap).isBetween(0.05, 3.5);
      squares += (gap - 1) * (gap - 1);
      before = cursor.dueNanos();
    }
    assertThat(before / (gaps * 1e7)).isBetween(0.995, 1.005);
    assertThat(Math.sqrt(squares / gaps)).isBetween(0.49, 0.51);
  }

  @Test
  void drawsOtherGapsForAnotherSeedOnly() {
    Schedule one = new Schedule(0, 0, 0, new Gamma(30), 1);
    assertThat(one.dueNanos(100)).isEqualTo(new Schedule(0, 0, 0, new Gamma(30), 1).dueNanos(100));
    assertThat(one.dueNanos(100))
        .isNotEqualTo(new Schedule(0, 0, 0, new Gamma(30), 2).dueNanos(100));
  }

  @ParameterizedTest
  @MethodSource("pacings")
  void isTheSameFromTheMiddleOn(Pacing pacing) {
    Schedule schedule = new Schedule(123_456_789, 5, 77, pacing, -9);
    Cursor walked = schedule.cursor(0);
    IntStream.range(0, 1_000).forEach(_ -> walked.advance());
    Cursor entered = schedule.cursor(1_000);
    for (int i = 0; i < 100; i++) {
      assertThat(entered.index()).isEqualTo(walked.index());
      assertThat(entered.dueNanos()).isEqualTo(walked.dueNanos());
      entered.advance();
      walked.advance();
    }
  }

  @Test
  void waitsForTheNextStepOfTheEngine() {
    long step = 20_000_000;
    EngineStep pacing = new EngineStep(50);
    assertThat(new Schedule(1_000, 0, 1_000, pacing, 1).dueNanos(0)).isEqualTo(1_000);
    assertThat(new Schedule(1_001, 0, 1_000, pacing, 1).dueNanos(0)).isEqualTo(1_000 + step);
    assertThat(new Schedule(1_000, step, 1_000, pacing, 1).dueNanos(0)).isEqualTo(1_000 + step);
    assertThat(new Schedule(1_000, 1, 1_000, pacing, 1).dueNanos(4)).isEqualTo(1_000 + 5 * step);
    assertThat(new Schedule(-5, 0, 1_000, pacing, 1).dueNanos(0)).isEqualTo(1_000);
  }

  @Test
  void stepsTogetherWhereverTheRepliesBegan() {
    long year = 365 * 86_400 * SECOND;
    Schedule early = new Schedule(7, 0, 3, new EngineStep(30), 1);
    Schedule late = new Schedule(year + 50_000_000, 0, 3, new EngineStep(30), 2);
    assertThat(early.dueNanos(1)).isEqualTo(3 + 66_666_666);
    assertThat(late.dueNanos(0)).isEqualTo(year + 3 + 66_666_666);
    assertThat(late.dueNanos(1)).isEqualTo(year + 3 + 100_000_000);
  }

  @Test
  void isDueAtOnceInAFlood() {
    Schedule schedule = new Schedule(10, 20, 0, new Flood(), 1);
    assertThat(schedule.dueNanos(0)).isEqualTo(30);
    assertThat(schedule.dueNanos(50_000)).isEqualTo(30);
    assertThat(schedule.pacing().hasDueTimes()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("pacings")
  void isMadeAgainFromItsNameAndRate(Pacing pacing) {
    assertThat(Pacing.of(pacing.wireName(), pacing.rate())).isEqualTo(pacing);
    assertThat(Pacing.of(pacing.wireName(), 0)).isEqualTo(new Flood());
  }

  @Test
  void refusesARateOutsideTheContract() {
    assertThatThrownBy(() -> new Steady(0))
        .hasMessage("tokensPerSecond must be from 1 to 10000, but is 0");
    assertThatThrownBy(() -> Pacing.of("gamma", 10_001))
        .hasMessage("rate must be from 0 to 10000, but is 10001");
    assertThatThrownBy(() -> Pacing.of("jazz", 1))
        .hasMessage("pacing must be steady, gamma, engine-step or flood, but is \"jazz\"");
  }
}
