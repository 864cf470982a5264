package twinstream.workload;

/// Numbers drawn from a seed, each addressed by its index: no state, so both ends of a connection,
/// and a reader who comes back in the middle, draw the same. The mixing is that of SplitMix64
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
final class Draw {
  // Arbitrary odd constants, one for each use, so that no two uses of one seed draw the same
  // numbers.
  static final long GAPS = 0xD1B54A32D192ED03L;
  static final long TEXT = 0x8CB92BA72F3D8DD7L;
  static final long ARRIVALS = 0xABC98388FB8FAC03L;
  static final long STRETCH = 0x9E6C63D0676A9A99L;
  static final long REPLIES = 0xF1357AEA2E62A9C5L;
  static final long LEFT = 0xC2B2AE3D27D4EB4FL;

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Draw() {}

  /// What [#at] needs of seed and use; kept by whoever draws often.
  static long stream(long seed, long use) {
    return mix(seed + use);
  }

  /// 64 drawn bits.
  static long at(long stream, long index) {
    return mix(stream + index * GOLDEN_GAMMA);
  }

  /// Drawn whole number from 0 to `bound` - 1; the highest bits decide.
  static int below(int bound, long bits) {
    return (int) Math.unsignedMultiplyHigh(bits, bound);
  }

  /// Drawn number in [0, 1).
  static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
