package twinstream.verify;

/// Solves one to three linear equations with a symmetric positive matrix.
final class Cramer {
  private Cramer() {}

  /// Cramer's rule, with the columns brought to one size first.
  static double[] solve(double[][] left, double[] right) {
    int n = right.length;
    double[][] rows = new double[n][n];
    double[] sides = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        rows[i][k] = left[i][k] / Math.sqrt(left[i][i] * left[k][k]);
      }
      sides[i] = right[i] / Math.sqrt(left[i][i]);
    }
    double all = determinant(rows);
    double[] answer = new double[n];
    for (int k = 0; k < n; k++) {
      double[][] with = new double[n][];
      for (int i = 0; i < n; i++) {
        with[i] = rows[i].clone();
        with[i][k] = sides[i];
      }
      answer[k] = determinant(with) / all / Math.sqrt(left[k][k]);
    }
    return answer;
  }

  private static double determinant(double[][] m) {
    return switch (m.length) {
      case 1 -> m[0][0];
      case 2 -> m[0][0] * m[1][1] - m[0][1] * m[1][0];
      default ->
          m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
              - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
              + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    };
  }
}
