package twinstream.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  static Stream<Workload> workloads() {
    return Stream.of(
        Workload.chat(),
        Workload.code(),
        Workload.steady(100, 30, Duration.ofSeconds(5)),
        Workload.engineStep(100, 30, Duration.ofSeconds(5)),
        Workload.flood(10, Duration.ZERO),
        Workload.idle(10, Duration.ofSeconds(1)),
        new Workload(
            "poisson",
            new Arrivals.Poisson(100),
            new ReplyLength.Constant(200),
            new Gamma(30),
            Envelope.OPENAI));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 12, 33})
  void warmsUpARampWithRepliesThatHaveGoneWhenItBegins(int seconds) {
    Duration from = Duration.ofSeconds(seconds);
    Workload ramp = Workload.ramp(400, 60, 30, Duration.ofMillis(1_500), from, 20);
    List<PlannedReply> plan = ramp.plan(7, from.plusSeconds(10));
    assertThat(plan)
        .isSortedAccordingTo(Comparator.comparingLong(PlannedReply::arrivalNanos))
        .hasSize(400 + 60 + 200);
    assertThat(plan.subList(0, 400))
        .allMatch(reply -> reply.arrivalNanos() + ramp.length(reply).toNanos() < from.toNanos());
    assertThat(plan.subList(400, plan.size()))
        .allMatch(reply -> ramp.length(reply).compareTo(MINUTE) > 0);
    assertThat(plan.subList(400, 460)).allMatch(reply -> reply.arrivalNanos() < from.toNanos());
    assertThat(plan.subList(460, 660)).allMatch(reply -> reply.arrivalNanos() >= from.toNanos());
    // Evenly: no more of them are open at a time than a server holds.
    long halfway = plan.get(399).arrivalNanos() / 2;
    assertThat(plan.subList(0, 400))
        .filteredOn(reply -> reply.arrivalNanos() < halfway)
        .hasSizeBetween(195, 205);
  }

  @Test
  void comesAsItDoesBehindTheRepliesThatWarmUp() {
    Duration over = Duration.ofSeconds(20);
    Workload warmed = Workload.chat().warmed(5_000, over);
    List<PlannedReply> plan = warmed.plan(7, MINUTE);
    List<PlannedReply> plain = Workload.chat().plan(7, MINUTE.minus(over));
    assertThat(plan)
        .isSortedAccordingTo(Comparator.comparingLong(PlannedReply::arrivalNanos))
        .hasSize(5_000 + plain.size());
    assertThat(plan.subList(0, 5_000))
        .allMatch(reply -> reply.tokens() == 60 && reply.firstTokenDelayNanos() == 0);
    assertThat(plan.get(4_999).arrivalNanos()).isLessThan(over.toNanos());
    for (int i = 0; i < plain.size(); i++) {
      PlannedReply one = plan.get(5_000 + i);
      assertThat(one.arrivalNanos()).isEqualTo(over.toNanos() + plain.get(i).arrivalNanos());
      assertThat(one.tokens()).isEqualTo(plain.get(i).tokens());
      assertThat(one.firstTokenDelayNanos()).isEqualTo(plain.get(i).firstTokenDelayNanos());
    }
  }

  @Test
  void hasTheRowsOfThePublishedTraces() {
    assertThat(Trace.conversation().rows()).isEqualTo(19_366);
    assertThat(Trace.code().rows()).isEqualTo(8_819);
    assertThat(Trace.conversation().contextTokens(0)).isEqualTo(374);
    assertThat(Trace.conversation().generatedTokens(19_365)).isEqualTo(183);
    assertThat(Trace.conversation().arrivalsPerSecond() * 20).isCloseTo(110, within(1.0));
    assertThat(Trace.conversation().nanosBetween(0, 1)).isEqualTo(4_314_579_000L);
  }

  @Test
  void hasAnAnswerInEveryRow() {
    for (Trace trace : List.of(Trace.conversation(), Trace.code())) {
      assertThat(IntStream.range(0, trace.rows()).map(trace::generatedTokens))
          .allMatch(tokens -> tokens >= 1);
    }
  }

  @Test
  void goesRoundTheTraceWithAMeanGapAtTheSeam() {
    Trace trace = Trace.code();
    int last = trace.rows() - 1;
    long lengthNanos = trace.nanosBetween(0, last);
    assertThat(trace.nanosBetween(last, 1)).isEqualTo(lengthNanos / last);
    assertThat(trace.nanosBetween(5, trace.rows())).isEqualTo(lengthNanos + lengthNanos / last);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void plansTheSameForTheSameSeed(Workload workload) {
    List<PlannedReply> plan = workload.plan(7, MINUTE);
    assertThat(plan).isNotEmpty().isEqualTo(workload.plan(7, MINUTE));
    assertThat(plan).isNotEqualTo(workload.plan(8, MINUTE));
    assertThat(plan).map(PlannedReply::seed).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void plansInOrderAndInsideTheHorizon(Workload workload) {
    List<PlannedReply> plan = workload.plan(7, MINUTE);
    assertThat(plan).map(PlannedReply::arrivalNanos).isSorted();
    assertThat(plan.getLast().arrivalNanos()).isLessThan(MINUTE.toNanos());
    // A longer horizon only adds.
    assertThat(workload.plan(7, MINUTE.multipliedBy(4)))
        .startsWith(plan.toArray(PlannedReply[]::new));
  }

  @Test
  void takesArrivalsAndLengthsFromTheSameRow() {
    Trace trace = Trace.conversation();
    int start = trace.startRow(3);
    PlannedReply tenth = Workload.chat(10, 60, 1_000).plan(3, MINUTE).get(10);
    int row = (start + 10) % trace.rows();
    assertThat(tenth.arrivalNanos()).isEqualTo(trace.nanosBetween(start, 10) / 10);
    assertThat(tenth.tokens()).isEqualTo(trace.generatedTokens(row));
    assertThat(tenth.firstTokenDelayNanos()).isEqualTo(trace.contextTokens(row) * 1_000_000L);
  }

  @Test
  void keepsTheMeanRateOfPoissonArrivals() {
    assertThat(new Arrivals.Poisson(1_000).nanosUntil(Duration.ofSeconds(100), 1).length)
        .isBetween(99_000, 101_000);
  }

  @Test
  void opensStreamsOverTheOpeningTimeOneInEachSlot() {
    List<PlannedReply> plan = Workload.steady(100, 30, Duration.ofSeconds(10)).plan(1, MINUTE);
    assertThat(plan).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(plan.get(i).arrivalNanos() / 100_000_000).isEqualTo(i);
    }
  }

  @Test
  void asksForAPlannedReplyInItsOwnWords() {
    ReplyRequest request =
        Workload.chat()
            .withEnvelope(Envelope.AI_SDK)
            .request(new PlannedReply(1, 200, 19_000_000, 5));
    assertThat(request.query())
        .isEqualTo("tokens=200&rate=60&first=19&seed=5&pacing=gamma&envelope=ai-sdk");
  }

  @Test
  void namesAllItsSettings() {
    assertThat(Workload.chat().parameters())
        .isEqualTo(
            Map.of(
                "workload", "chat",
                "arrivals", "trace",
                "trace", "conv",
                "speed", "20.0",
                "lengths", "conv",
                "prefillTokensPerSecond", "20000",
                "pacing", "gamma",
                "tokensPerSecond", "60",
                "envelope", "plain"));
    assertThat(Workload.idle(10, Duration.ofSeconds(2)).parameters())
        .containsEntry("streams", "10")
        .containsEntry("openingMillis", "2000")
        .containsEntry("tokens", "0");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> Workload.chat(0, 60, 20_000))
        .hasMessage("speed must be from 0.001 to 10000.0, but is 0.0");
    assertThatThrownBy(() -> Workload.steady(0, 30, MINUTE))
        .hasMessage("count must be from 1 to 1000000, but is 0");
  }
}
