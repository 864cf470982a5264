package twinstream.scenario;

import java.util.SplittableRandom;
import twinstream.workload.PlannedReply;

/// Which readers leave in the midst of their reply, and after which token: drawn from the reply's
/// seed, so that the same ones leave on every transport.
///
/// @param leaving share of readers who leave, 0 to 1
public record Patience(double leaving) {
  /// Everybody reads to the end.
  public static final Patience ENDLESS = new Patience(0);

  public Patience {
    if (!(leaving >= 0 && leaving <= 1)) {
      throw new IllegalArgumentException("leaving must be from 0 to 1, but is " + leaving);
    }
  }

  /// How many tokens a reader takes: all of the reply's, or fewer for one that leaves. At least
  /// one; a reply of one token is always read to its end.
  public int tokens(PlannedReply planned) {
    if (leaving == 0 || planned.tokens() < 2) {
      return planned.tokens();
    }
    // Specified to the bit, so a seed means the same everywhere.
    var random = new SplittableRandom(planned.seed() ^ 0x5EA7);
    return random.nextDouble() < leaving
        ? 1 + random.nextInt(planned.tokens() - 1)
        : planned.tokens();
  }
}
