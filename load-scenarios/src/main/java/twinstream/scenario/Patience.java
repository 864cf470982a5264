package twinstream.scenario;

import java.time.Duration;
import java.util.SplittableRandom;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Workload;

/// Which readers are interrupted in the midst of their reply, after which token, and what they do
/// then: drawn from the reply's seed, so that it happens to the same ones on every transport.
///
/// @param share of readers to whom it happens, 0 to 1
/// @param latest most tokens that such a reader takes before
/// @param then what it does
public record Patience(double share, int latest, Then then) {
  private static final int WHEN = 0x5EA7;
  private static final int HOW_LONG = 0xBACC;
  private static final int CUT_BITS = 20;

  /// What a reader does in the midst of its reply.
  public sealed interface Then {

    /// It goes away, as a closed tab does.
    record Leave() implements Then {}

    /// It reads nothing more, and stays.
    record Stall() implements Then {}

    /// Its connection breaks; it waits, comes back for the rest, and may lose it again.
    ///
    /// @param retry mean of the wait
    /// @param nonce true for texts that the server alone knows, so that it can't make them again
    /// @param always true to come back whatever broke, and as often as it takes; else only after a
    ///   cut of the plan's
    record ComeBack(Duration retry, boolean nonce, boolean always) implements Then {
      /// After cuts of the plan's alone.
      public ComeBack(Duration retry, boolean nonce) {
        this(retry, nonce, false);
      }
    }
  }

  /// Everybody reads to the end.
  public static final Patience ENDLESS = new Patience(0);

  public Patience {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "%s must be from 0 to 1, but is %s".formatted(named(then), share));
    }
    if (latest < 1) {
      throw new IllegalArgumentException("latest must be at least 1, but is " + latest);
    }
  }

  /// Some leave.
  ///
  /// @param leaving their share, 0 to 1
  public Patience(double leaving) {
    this(leaving, Integer.MAX_VALUE, new Then.Leave());
  }

  private static String named(Then then) {
    return switch (then) {
      case Then.Leave _ -> "leaving";
      case Then.Stall _ -> "stalled";
      case Then.ComeBack _ -> "cut";
    };
  }

  /// How many tokens a reader has when it is interrupted: all of the reply's, or fewer for one to
  /// whom it happens. At least one more than before; the last token comes to everybody.
  ///
  /// @param before tokens that it had when it came back, 0 at first
  public int tokens(PlannedReply planned, int before) {
    int left = planned.tokens() - before;
    if (share == 0 || left < 2) {
      return planned.tokens();
    }
    var random = drawn(planned, WHEN, before);
    return random.nextDouble() < share
        ? before + 1 + random.nextInt(Math.min(left - 1, latest))
        : planned.tokens();
  }

  /// How many tokens a reader takes in all.
  public int taken(PlannedReply planned) {
    return then instanceof Then.ComeBack ? planned.tokens() : tokens(planned, 0);
  }

  /// The request with which a reader asks for a reply: with a nonce where the texts must be such
  /// that only a server that has kept them can go on with them.
  public ReplyRequest request(Workload workload, PlannedReply planned) {
    ReplyRequest request = workload.request(planned);
    return then instanceof Then.ComeBack(_, boolean nonce, _) && nonce
        ? request.withNonce("n" + Long.toUnsignedString(planned.seed(), Character.MAX_RADIX))
        : request;
  }

  /// How long a reader waits before it comes back: from half the mean to one and a half of it, so
  /// that those who were cut together don't come back together.
  ///
  /// @param before tokens that it has
  public static long waitNanos(Then.ComeBack then, PlannedReply planned, int before) {
    double share = 0.5 + drawn(planned, HOW_LONG, before).nextDouble();
    return Math.round(then.retry().toNanos() * share);
  }

  // Specified to the bit, so a seed means the same everywhere.
  private static SplittableRandom drawn(PlannedReply planned, int what, int before) {
    return new SplittableRandom(planned.seed() ^ what ^ ((long) before << CUT_BITS));
  }
}
