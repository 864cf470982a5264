package twinstream.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The universal scaling law by Gauss and Newton's steps, halved where they go too far, from the
/// line that the inverse of the throughput is (Gunther 2007).
///
/// @param values γ, α, β
/// @param errors standard errors; NaN for one that was held at 0
/// @param squares sum of squared residuals
record ScalingLaw(double[] values, double[] errors, double squares, int freedom) {
  private static final int STEPS = 500;
  private static final double STILL = 1e-13;

  /// The best of the fits that hold none, one or both of α and β at 0, with neither below it.
  static Optional<ScalingLaw> of(double[] nodes, double[] throughput) {
    List<ScalingLaw> fits = new ArrayList<>();
    for (int[] free :
        List.of(new int[] {0, 1, 2}, new int[] {0, 1}, new int[] {0, 2}, new int[] {0})) {
      if (nodes.length > free.length) {
        fits.add(fit(nodes, throughput, free));
      }
    }
    return fits.stream()
        .filter(law -> Double.isFinite(law.squares))
        .filter(law -> law.values[0] > 0 && law.values[1] >= 0 && law.values[2] >= 0)
        .min(Comparator.comparingDouble(ScalingLaw::squares));
  }

  private static ScalingLaw fit(double[] nodes, double[] throughput, int[] free) {
    double scale = Arrays.stream(throughput).max().orElseThrow();
    double[] y = Arrays.stream(throughput).map(value -> value / scale).toArray();
    double[] at = start(nodes, y, free);
    for (int step = 0; step < STEPS; step++) {
      double[] move = Cramer.solve(normal(nodes, at, free), gradient(nodes, y, at, free));
      double share = 1;
      double[] next = moved(at, move, share, free);
      while (squares(nodes, y, next) > squares(nodes, y, at) && share > 1e-12) {
        share /= 2;
        next = moved(at, move, share, free);
      }
      boolean still = share <= 1e-12 || Arrays.stream(move).allMatch(by -> Math.abs(by) < STILL);
      at = share <= 1e-12 ? at : next;
      if (still) {
        break;
      }
    }
    int freedom = nodes.length - free.length;
    double squares = squares(nodes, y, at);
    double[] errors = {Double.NaN, Double.NaN, Double.NaN};
    double[][] normal = normal(nodes, at, free);
    for (int k = 0; k < free.length; k++) {
      double[] unit = new double[free.length];
      unit[k] = 1;
      errors[free[k]] = Math.sqrt(Cramer.solve(normal, unit)[k] * squares / freedom);
    }
    at[0] *= scale;
    errors[0] *= scale;
    return new ScalingLaw(at, errors, squares, freedom);
  }

  /// N / X = 1/γ + α/γ (N − 1) + β/γ N (N − 1), weighted so that residuals are about those of X.
  private static double[] start(double[] nodes, double[] y, int[] free) {
    double[][] left = new double[free.length][free.length];
    double[] right = new double[free.length];
    for (int i = 0; i < nodes.length; i++) {
      double n = nodes[i];
      double[] x = {1, n - 1, n * (n - 1)};
      double weight = Math.pow(y[i] * y[i] / n, 2);
      for (int k = 0; k < free.length; k++) {
        right[k] += weight * x[free[k]] * n / y[i];
        for (int m = 0; m < free.length; m++) {
          left[k][m] += weight * x[free[k]] * x[free[m]];
        }
      }
    }
    double[] line = Cramer.solve(left, right);
    double[] start = new double[3];
    start[0] = 1 / line[0];
    for (int k = 1; k < free.length; k++) {
      start[free[k]] = line[k] / line[0];
    }
    return start;
  }

  private static double[] moved(double[] at, double[] by, double share, int[] free) {
    double[] next = at.clone();
    for (int k = 0; k < free.length; k++) {
      next[free[k]] += share * by[k];
    }
    return next;
  }

  static double at(double[] law, double n) {
    return law[0] * n / (1 + law[1] * (n - 1) + law[2] * n * (n - 1));
  }

  private static double squares(double[] nodes, double[] y, double[] law) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += Math.pow(y[i] - at(law, nodes[i]), 2);
    }
    return sum;
  }

  private static double slope(double[] law, double n, int which) {
    double below = 1 + law[1] * (n - 1) + law[2] * n * (n - 1);
    return switch (which) {
      case 0 -> n / below;
      case 1 -> -law[0] * n * (n - 1) / (below * below);
      default -> -law[0] * n * n * (n - 1) / (below * below);
    };
  }

  private static double[][] normal(double[] nodes, double[] law, int[] free) {
    double[][] sums = new double[free.length][free.length];
    for (double n : nodes) {
      for (int k = 0; k < free.length; k++) {
        for (int m = 0; m < free.length; m++) {
          sums[k][m] += slope(law, n, free[k]) * slope(law, n, free[m]);
        }
      }
    }
    return sums;
  }

  private static double[] gradient(double[] nodes, double[] y, double[] law, int[] free) {
    double[] sums = new double[free.length];
    for (int i = 0; i < nodes.length; i++) {
      for (int k = 0; k < free.length; k++) {
        sums[k] += slope(law, nodes[i], free[k]) * (y[i] - at(law, nodes[i]));
      }
    }
    return sums;
  }

  double reach(int which) {
    return LeastSquares.quantile(freedom, 0.975) * errors[which];
  }

  boolean isHeld(int which) {
    return Double.isNaN(errors[which]);
  }
}
