package twinstream.result;

import org.apache.commons.statistics.distribution.TDistribution;

/// An ordinary least-squares line.
///
/// @param reach half the width of the slope's 95 % interval, Student's t with n − 2 degrees of
///   freedom
record Line(double slope, double intercept, double reach) {

  /// @param x at least two different values
  /// @param y as many, three or more for a reach
  static Line through(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double sumXx = 0;
    double sumXy = 0;
    for (int i = 0; i < x.length; i++) {
      sumXx += (x[i] - meanX) * (x[i] - meanX);
      sumXy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = sumXy / sumXx;
    double intercept = meanY - slope * meanX;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double rest = y[i] - intercept - slope * x[i];
      squares += rest * rest;
    }
    int freedom = x.length - 2;
    double t = TDistribution.of(freedom).inverseSurvivalProbability(0.025);
    return new Line(slope, intercept, t * Math.sqrt(squares / freedom / sumXx));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  double at(double x) {
    return intercept + slope * x;
  }

  /// True when the slope's interval leaves out zero.
  boolean rises() {
    return slope > reach;
  }

  /// True when the slope's interval leaves out zero, downwards.
  boolean falls() {
    return slope < -reach;
  }
}
