package twinstream.verdict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;

/// The universal scaling law (Gunther 2007): X(N) = γN / (1 + α(N − 1) + βN(N − 1)), laid through
/// the throughput of N nodes by least squares, with α and β not below 0. A parameter that would go
/// below is set to 0 and has no interval. Intervals are Student's t with n − p degrees of freedom
/// of the linearised fit.
///
/// @param gamma throughput of one node, with its interval
/// @param alpha contention: the share that does not scale
/// @param beta coherency: what nodes cost each other
/// @param levels different numbers of nodes
/// @param largest of them
/// @param trials values that it is laid through
public record UniversalScaling(
    Parameter gamma, Parameter alpha, Parameter beta, int levels, int largest, int trials) {

  /// Fewest different numbers of nodes through which a curve is laid.
  public static final int FEWEST_LEVELS = 4;

  /// Fewest of them for a peak.
  public static final int FEWEST_LEVELS_FOR_A_PEAK = 8;

  private static final double LEVEL = 0.95;

  /// @param interval empty for a parameter that was set to its bound, 0
  public record Parameter(double value, Optional<Interval> interval) {}

  /// Nothing with fewer than four levels, or where no curve fits.
  ///
  /// @param nodes of each trial
  /// @param throughput of each trial, above 0
  public static Optional<UniversalScaling> of(double[] nodes, double[] throughput) {
    int levels = levels(nodes);
    if (levels < FEWEST_LEVELS) {
      return Optional.empty();
    }
    // A bound that binds is one of these; the best of those that keep their bounds is the answer.
    return Stream.of(
            ScalingFit.of(nodes, throughput, true, true),
            ScalingFit.of(nodes, throughput, true, false),
            ScalingFit.of(nodes, throughput, false, true),
            ScalingFit.of(nodes, throughput, false, false))
        .flatMap(Optional::stream)
        .filter(ScalingFit::isInBounds)
        .min(Comparator.comparingDouble(ScalingFit::squares))
        .map(fit ->
            new UniversalScaling(
                parameter(fit, ScalingFit.GAMMA),
                parameter(fit, ScalingFit.ALPHA),
                parameter(fit, ScalingFit.BETA),
                levels,
                (int) Arrays.stream(nodes).max().orElseThrow(),
                nodes.length));
  }

  /// How many different numbers of nodes there are.
  public static int levels(double[] nodes) {
    return (int) Arrays.stream(nodes).distinct().count();
  }

  private static Parameter parameter(ScalingFit fit, int which) {
    double value = fit.values()[which];
    double error = fit.errors()[which];
    if (Double.isNaN(error)) {
      return new Parameter(value, Optional.empty());
    }
    double reach =
        error * TDistribution.of(fit.freedom()).inverseSurvivalProbability((1 - LEVEL) / 2);
    return new Parameter(value, Optional.of(new Interval(value - reach, value + reach, LEVEL)));
  }

  /// Number of nodes beyond which more of them do less. Only where it is identified: β's interval
  /// leaves out 0, and eight levels or more were run; and never beyond twice the largest of them.
  public Optional<Double> peak() {
    boolean known =
        levels >= FEWEST_LEVELS_FOR_A_PEAK
            && beta.interval.filter(interval -> interval.low() > 0).isPresent()
            && alpha.value < 1;
    double at = Math.sqrt((1 - alpha.value) / beta.value);
    return known && at <= 2.0 * largest ? Optional.of(at) : Optional.empty();
  }
}
