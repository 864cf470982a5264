package twinstream.verdict;

import org.apache.commons.rng.UniformRandomProvider;

/// How a trial strays from its truth in a made-up run: each kind with mean 0 and standard deviation
/// 1.
enum Noise {
  NORMAL {
    @Override
    double draw(UniformRandomProvider random) {
      return normal(random);
    }
  },
  /// Lognormal of sigma 0.5: skewness 1.75.
  LOGNORMAL {
    @Override
    double draw(UniformRandomProvider random) {
      double mean = Math.exp(0.125);
      double spread = mean * Math.sqrt(Math.expm1(0.25));
      return (Math.exp(0.5 * normal(random)) - mean) / spread;
    }
  },
  /// Exponential, shifted: skewness 2.
  EXPONENTIAL {
    @Override
    double draw(UniformRandomProvider random) {
      return -Math.log(1 - random.nextDouble()) - 1;
    }
  },
  /// Student's t with 3 degrees of freedom, which has no fourth moment.
  STUDENT_3 {
    @Override
    double draw(UniformRandomProvider random) {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        double one = normal(random);
        squares += one * one;
      }
      return normal(random) / Math.sqrt(squares / 3) / Math.sqrt(3);
    }
  },
  /// One trial in ten has five times the spread of the others.
  CONTAMINATED {
    @Override
    double draw(UniformRandomProvider random) {
      double factor = random.nextDouble() < 0.1 ? 5 : 1;
      return factor * normal(random) / Math.sqrt(0.9 + 0.1 * 25);
    }
  };

  abstract double draw(UniformRandomProvider random);

  static double normal(UniformRandomProvider random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
