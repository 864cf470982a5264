package twinstream.verify;

import org.hipparchus.distribution.continuous.TDistribution;

/// A line by least squares, from the moments about the means.
///
/// @param reach half the width of the slope's 95 % interval, Student's t with n − 2 degrees of
///   freedom
record LeastSquares(double slope, double intercept, double reach) {
  private static final double ACCURACY = 1e-14;

  /// @param x at least two different values
  /// @param y as many, three or more
  static LeastSquares through(double[] x, double[] y) {
    int n = x.length;
    double meanX = java.util.Arrays.stream(x).sum() / n;
    double meanY = java.util.Arrays.stream(y).sum() / n;
    double momentXx = 0;
    double momentXy = 0;
    for (int i = 0; i < n; i++) {
      momentXx += Math.pow(x[i] - meanX, 2);
      momentXy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = momentXy / momentXx;
    double rest = 0;
    for (int i = 0; i < n; i++) {
      rest += Math.pow(y[i] - meanY - slope * (x[i] - meanX), 2);
    }
    double error = Math.sqrt(rest / (n - 2) / momentXx);
    return new LeastSquares(slope, meanY - slope * meanX, quantile(n - 2, 0.975) * error);
  }

  /// Quantile of Student's t.
  static double quantile(int freedom, double share) {
    return new TDistribution(freedom, ACCURACY).inverseCumulativeProbability(share);
  }

  double at(double x) {
    return intercept + slope * x;
  }
}
