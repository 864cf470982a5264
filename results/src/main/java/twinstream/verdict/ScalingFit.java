package twinstream.verdict;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/// One unbounded fit of the universal scaling law by Levenberg and Marquardt, some of its
/// parameters held at 0.
///
/// @param values γ, α, β
/// @param errors their standard errors; NaN for one that was held
/// @param squares sum of the squared residuals, in squares of the largest throughput
/// @param freedom degrees of freedom, 1 or more
record ScalingFit(double[] values, double[] errors, double squares, int freedom) {
  static final int GAMMA = 0;
  static final int ALPHA = 1;
  static final int BETA = 2;

  private static final int MOST_STEPS = 10_000;
  private static final double TOLERANCE = 1e-13;
  private static final double SINGULAR = 1e-14;

  /// Nothing where the steps lead nowhere, or no degree of freedom is left.
  static Optional<ScalingFit> of(double[] nodes, double[] throughput, boolean alpha, boolean beta) {
    int[] free = free(alpha, beta);
    int freedom = nodes.length - free.length;
    double scale = Arrays.stream(throughput).max().orElse(0);
    if (freedom < 1 || scale <= 0) {
      return Optional.empty();
    }
    var problem =
        new LeastSquaresBuilder()
            .model(point -> model(nodes, full(point, free), free))
            .start(start(nodes, throughput, scale, free))
            .target(Arrays.stream(throughput).map(value -> value / scale).toArray())
            .maxEvaluations(MOST_STEPS)
            .maxIterations(MOST_STEPS)
            .build();
    try {
      var optimum =
          new LevenbergMarquardtOptimizer()
              .withCostRelativeTolerance(TOLERANCE)
              .withParameterRelativeTolerance(TOLERANCE)
              .withOrthoTolerance(TOLERANCE)
              .optimize(problem);
      double squares = optimum.getCost() * optimum.getCost();
      double[] values = full(optimum.getPoint(), free);
      double[] errors = {Double.NaN, Double.NaN, Double.NaN};
      // The optimiser takes each residual for one standard deviation.
      RealVector sigma = optimum.getSigma(SINGULAR).mapMultiply(Math.sqrt(squares / freedom));
      for (int i = 0; i < free.length; i++) {
        errors[free[i]] = sigma.getEntry(i);
      }
      values[GAMMA] *= scale;
      errors[GAMMA] *= scale;
      return Optional.of(new ScalingFit(values, errors, squares, freedom));
    } catch (MathRuntimeException e) {
      return Optional.empty();
    }
  }

  boolean isInBounds() {
    return values[ALPHA] >= 0 && values[BETA] >= 0 && values[GAMMA] > 0;
  }

  private static int[] free(boolean alpha, boolean beta) {
    if (alpha && beta) {
      return new int[] {GAMMA, ALPHA, BETA};
    }
    return alpha ? new int[] {GAMMA, ALPHA} : beta ? new int[] {GAMMA, BETA} : new int[] {GAMMA};
  }

  private static double[] start(double[] nodes, double[] throughput, double scale, int[] free) {
    double best = 0;
    for (int i = 0; i < nodes.length; i++) {
      best = Math.max(best, throughput[i] / nodes[i]);
    }
    double[] start = {best / scale, 0.01, 0.0001};
    return Arrays.stream(free).mapToDouble(which -> start[which]).toArray();
  }

  private static double[] full(RealVector point, int[] free) {
    double[] all = new double[BETA + 1];
    for (int i = 0; i < free.length; i++) {
      all[free[i]] = point.getEntry(i);
    }
    return all;
  }

  private static Pair<RealVector, RealMatrix> model(double[] nodes, double[] all, int[] free) {
    double[] values = new double[nodes.length];
    double[][] slopes = new double[nodes.length][free.length];
    for (int i = 0; i < nodes.length; i++) {
      double n = nodes[i];
      double below = 1 + all[ALPHA] * (n - 1) + all[BETA] * n * (n - 1);
      values[i] = all[GAMMA] * n / below;
      double[] each = {
        n / below, -values[i] * (n - 1) / below, -values[i] * n * (n - 1) / below,
      };
      for (int k = 0; k < free.length; k++) {
        slopes[i][k] = each[free[k]];
      }
    }
    return new Pair<>(new ArrayRealVector(values), MatrixUtils.createRealMatrix(slopes));
  }
}
