package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModesTest {
  private static final int DRAWS = 1_000;
  private static final int VALUES = 2_000;

  /// Shapes with one hump, in µs.
  enum OneHump {
    NORMAL(random -> 1_000 + 100 * random.nextGaussian()),
    WIDE_NORMAL(random -> 1_000 + 300 * random.nextGaussian()),
    LOGNORMAL(random -> 1_000 * Math.exp(0.5 * random.nextGaussian())),
    SKEWED_LOGNORMAL(random -> 1_000 * Math.exp(1.5 * random.nextGaussian())),
    EXPONENTIAL(random -> -1_000 * Math.log1p(-random.nextDouble())),
    SHORT_EXPONENTIAL(random -> -10 * Math.log1p(-random.nextDouble())),
    UNIFORM(random -> 1_000 * random.nextDouble()),
    HALF_GAMMA(random -> gamma(random, 0.5)),
    GAMMA_OF_ONE(random -> gamma(random, 1)),
    GAMMA_OF_TWO(random -> gamma(random, 2)),
    GAMMA_OF_FOUR(random -> gamma(random, 4));

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final ToDoubleFunction<Random> micros;

    OneHump(ToDoubleFunction<Random> micros) {
      this.micros = micros;
    }
  }

  /// Shapes with two, in µs.
  enum TwoHumps {
    DELAYED_ACK(random -> often(random, 0.9) ? lognormal(random, 1_000, 0.3) : 40_000, 1_000, 0.9),
    STALLS(
        random ->
            often(random, 0.85) ? lognormal(random, 700, 0.5) : lognormal(random, 40_000, 0.3),
        700,
        0.85),
    BUFFERING_PROXY(random -> often(random, 0.5) ? 0 : lognormal(random, 200_000, 0.05), 0, 0.5),
    NARROW(
        random ->
            often(random, 0.5) ? lognormal(random, 1_000, 0.2) : lognormal(random, 3_000, 0.2),
        1_000,
        0.5);

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final ToDoubleFunction<Random> micros;

    private final double lowerMedian;
    private final double lowerShare;

    TwoHumps(ToDoubleFunction<Random> micros, double lowerMedian, double lowerShare) {
      this.micros = micros;
      this.lowerMedian = lowerMedian;
      this.lowerShare = lowerShare;
    }
  }

  @ParameterizedTest
  @EnumSource(OneHump.class)
  void findsNoSecondHumpWhereThereIsOne(OneHump shape) {
    long wrong = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      wrong += Modes.of(drawn(shape.micros, VALUES, draw)).isEmpty() ? 0 : 1;
    }
    assertThat(wrong).isLessThanOrEqualTo(DRAWS / 100);
  }

  @ParameterizedTest
  @EnumSource(OneHump.class)
  void findsNoSecondHumpInManyValuesEither(OneHump shape) {
    assertThat(Modes.of(drawn(shape.micros, 200_000, 1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TwoHumps.class)
  void findsBothHumps(TwoHumps shape) {
    for (int draw = 0; draw < 200; draw++) {
      assertThat(Modes.of(drawn(shape.micros, VALUES, draw))).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(TwoHumps.class)
  void tellsWhereTheHumpsAre(TwoHumps shape) {
    var humps = Modes.of(drawn(shape.micros, 100_000, 3));

    assertThat(humps).hasSize(2);
    var lower = humps.getFirst();
    assertThat(lower.medianMicros()).isBetween(0.97 * shape.lowerMedian, 1.03 * shape.lowerMedian);
    assertThat(lower.share()).isBetween(shape.lowerShare - 0.01, shape.lowerShare + 0.01);
    assertThat(lower.toMicros()).isLessThan(humps.getLast().fromMicros());
    assertThat(lower.share() + humps.getLast().share()).isBetween(0.999_999, 1.000_001);
  }

  @Test
  void findsThreeHumps() {
    var histogram = histogram();
    for (long millis : new long[] {1, 10, 100}) {
      histogram.recordValueWithCount(TimeUnit.MILLISECONDS.toNanos(millis), 400);
    }

    assertThat(Modes.of(histogram)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 99})
  void needsAHundredValuesForAHump(int few) {
    var histogram = histogram();
    histogram.recordValueWithCount(1_000_000, 1_000 - few);
    histogram.recordValueWithCount(40_000_000, few);

    assertThat(Modes.of(histogram)).hasSize(few == 100 ? 2 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 4_999})
  void needsFivePercentOfTheValuesForAHump(int some) {
    var histogram = histogram();
    histogram.recordValueWithCount(1_000_000, 100_000 - some);
    histogram.recordValueWithCount(40_000_000, some);

    assertThat(Modes.of(histogram)).hasSize(some == 5_000 ? 2 : 0);
  }

  @Test
  void saysNothingOfUnderAThousandValues() {
    var histogram = histogram();
    histogram.recordValueWithCount(1_000_000, 500);
    histogram.recordValueWithCount(40_000_000, 499);

    assertThat(Modes.of(histogram)).isEmpty();
    histogram.recordValue(40_000_000);
    assertThat(Modes.of(histogram)).hasSize(2);
  }

  @Test
  void saysNothingOfADistributionWithoutValues() {
    assertThat(Modes.of(histogram())).isEmpty();
    assertThat(Modes.of(Map.of())).isEmpty();
  }

  @Test
  void becomesACaveatAndPartOfTheResult() {
    var merged = Measurements.withMergedTokens(Measurements.healthy());
    var key = new TrialKey("steady", "left", 1, 1, 1, 9);
    var result = Result.of(key, java.time.Instant.EPOCH, Map.of(), merged, List.of(), "e");

    assertThat(result.caveats()).contains(Caveat.MULTIMODAL);
    assertThat(result.humps()).containsOnlyKeys("icl");
    assertThat(result.humps().get("icl")).hasSize(2);
  }

  private static Histogram drawn(ToDoubleFunction<Random> micros, int values, int draw) {
    var random = new Random(31L * draw + values);
    var histogram = histogram();
    for (int i = 0; i < values; i++) {
      histogram.recordValue(Math.round(Math.max(0, micros.applyAsDouble(random)) * 1e3));
    }
    return histogram;
  }

  private static Histogram histogram() {
    return new Histogram(TimeUnit.HOURS.toNanos(1), 3);
  }

  private static boolean often(Random random, double share) {
    return random.nextDouble() < share;
  }

  private static double lognormal(Random random, double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }

  /// Gaps of 16.7 ms on average: Marsaglia and Tsang 2000.
  private static double gamma(Random random, double shape) {
    if (shape < 1) {
      return gamma(random, shape + 1)
          * (shape + 1)
          / shape
          * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1 / 3.0;
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + x / Math.sqrt(9 * d), 3);
      if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v * 16_667 / shape;
      }
    }
  }
}
