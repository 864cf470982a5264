package twinstream.result;

/// How two values of a metric are compared inside one block. The effect is always *second relative
/// to first*: a ratio second / first, or a difference second − first. Statistics work on the effect
/// scale, where "no difference" is 0.
public enum Scale {
  /// Natural logarithm of second / first. Fits quantities that cannot reach zero and whose noise
  /// grows with them.
  RATIO {
    @Override
    public double effect(double first, double second) {
      // Two values below zero have a ratio, too, but one that says nothing.
      return first > 0 && second > 0 ? Math.log(second / first) : Double.NaN;
    }

    @Override
    public double shown(double effect) {
      return Math.exp(effect);
    }

    @Override
    public double marginEffect(double margin) {
      return Math.log1p(margin);
    }
  },
  /// Second − first in the metric's unit. Fits latencies near the clock's error, where a ratio of
  /// two small numbers says nothing that a user feels.
  DIFFERENCE {
    @Override
    public double effect(double first, double second) {
      return second - first;
    }

    @Override
    public double shown(double effect) {
      return effect;
    }

    @Override
    public double marginEffect(double margin) {
      return margin;
    }
  };

  /// Effect of one block; not finite when a ratio has a value of zero or below.
  public abstract double effect(double first, double second);

  /// An effect as people read it: the ratio itself, or the difference.
  public abstract double shown(double effect);

  /// Half-width of the equivalence band around 0, on the effect scale. A relative margin of 0.1
  /// gives the ratios from 1/1.1 to 1.1, so that swapping first and second changes no verdict.
  public abstract double marginEffect(double margin);
}
