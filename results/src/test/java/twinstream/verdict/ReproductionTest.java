package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;

final class ReproductionTest {

  @ParameterizedTest
  @CsvSource({
    // factor and noise of the first run, of the second
    "1.3, 0.02, 1.31, 0.02, REPRODUCED, SAME, true",
    "1.0, 0.02, 1.01, 0.02, REPRODUCED, OPEN, true",
    "1.3, 0.02, 1.2, 0.4, COMPATIBLE, OPEN, true",
    "1.1, 0.4, 1.1, 0.4, COMPATIBLE, OPEN, true",
    "1.12, 0.04, 1.05, 0.02, COMPATIBLE, OPEN, true",
    "1.3, 0.02, 0.7, 0.02, NOT_REPRODUCED, OPPOSITE, false",
    "1.3, 0.01, 1.6, 0.01, NOT_REPRODUCED, SAME, false",
    "1.0, 0.001, 1.05, 0.001, NOT_REPRODUCED, OPEN, false",
  })
  void saysHowAClaimStands(
      double factor,
      double noise,
      double again,
      double noiseAgain,
      Claim.Standing standing,
      Claim.Direction direction,
      boolean overlap) {
    var claim = reproduction(run(factor, noise), run(again, noiseAgain)).claims().getFirst();

    assertThat(claim.standing()).isEqualTo(standing);
    assertThat(claim.direction()).isEqualTo(direction);
    assertThat(claim.overlap()).isEqualTo(overlap);
  }

  @Test
  void failsWhenOneClaimDoesNotStand() {
    assertThat(reproduction(run(1.3, 0.02), run(0.7, 0.02)).failed()).isTrue();
    assertThat(reproduction(run(1.3, 0.02), run(1.1, 0.4)).failed()).isFalse();
  }

  @Test
  void takesAnEstimateWithoutAnIntervalForOpen() {
    var claim = reproduction(run(1.3, 0.02), run(1.3, 0.02).subList(0, 2)).claims().getFirst();

    assertThat(claim.standing()).isEqualTo(Claim.Standing.COMPATIBLE);
  }

  @Test
  void comparesNothingWithACellThatIsInvalid() {
    List<Result> broken = new ArrayList<>();
    for (var one : run(1.3, 0.02)) {
      var key = one.key();
      var voids = key.block() <= 3 ? List.of("tokens lost: 3") : List.<String>of();
      broken.add(Trials.trial(key.transport(), key.block(), 1, values(20), voids));
    }
    var claim = reproduction(run(1.3, 0.02), broken).claims().getFirst();

    assertThat(claim.standing()).isEqualTo(Claim.Standing.NOT_COMPARABLE);
  }

  @Test
  void leavesOutSelfChecksAndExploratoryMetrics() {
    var manifest =
        Trials.manifest(List.of(Metric.SERVER_CPU_PER_TOKEN), Trials.PAIR, Pair.selfCheck("left"));
    var verdicts = Verdicts.of(manifest, run(1.3, 0.02));

    assertThat(Reproduction.of(verdicts, verdicts).claims()).hasSize(1);
  }

  @Test
  void tellsOfAClaimThatIsNoQuestionAnyMore() {
    var first = Verdicts.of(manifest(Metric.SERVER_CPU_PER_TOKEN), run(1.3, 0.02));
    var second = Verdicts.of(manifest(Metric.LATENESS_P99), run(1.3, 0.02));

    assertThat(Reproduction.of(first, second).unasked())
        .containsExactly("steady, server CPU per token: no confirmatory metric of the new run");
  }

  private static Reproduction reproduction(List<Result> first, List<Result> second) {
    var manifest = manifest(Metric.SERVER_CPU_PER_TOKEN);
    return Reproduction.of(Verdicts.of(manifest, first), Verdicts.of(manifest, second));
  }

  private static twinstream.result.RunManifest manifest(Metric confirmatory) {
    return Trials.manifest(List.of(confirmatory), Trials.PAIR);
  }

  /// Six blocks whose ratios lie around a factor, evenly to both sides.
  private static List<Result> run(double factor, double noise) {
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= 6; block++) {
      double off = block % 2 == 0 ? noise : -noise;
      results.add(Trials.valid("left", block, values(20)));
      results.add(Trials.valid("right", block, values(20 * factor * Math.exp(off))));
    }
    return results;
  }

  private static Map<Metric, Double> values(double cpu) {
    return Map.of(Metric.SERVER_CPU_PER_TOKEN, cpu, Metric.LATENESS_P99, 100.0);
  }
}
