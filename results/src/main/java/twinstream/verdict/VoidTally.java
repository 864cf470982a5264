package twinstream.verdict;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// Void trials of the two transports of a cell, all attempts together. Voiding must not choose the
/// winner: the cell is invalid when over 20 % of its blocks had a void trial of the pair, or when
/// one transport has clearly more of them (a split so lopsided has a chance of 5 % or less if voids
/// fall on either alike). In a cell of so few blocks that one alone is over 20 %, one is forgiven
/// if its repeat was valid.
///
/// A block that a transport's repeat has voided counts for the transport and its twin, too: the
/// repeat runs in their block and takes it along.
///
/// @param first name of the first transport
/// @param second name of the second
/// @param blocks blocks that were run
/// @param voidBlocks of these, blocks with a void trial of either transport, run again or not
/// @param lostBlocks of these, blocks whose repeat was void, too, or has not run
/// @param firstVoids void trials of the first transport
/// @param secondVoids void trials of the second transport
public record VoidTally(
    String first,
    String second,
    int blocks,
    int voidBlocks,
    int lostBlocks,
    int firstVoids,
    int secondVoids) {

  private static final double SHARE_BOUND = 0.2;

  /// Why the cell is invalid; empty when it is not.
  public Optional<String> problem() {
    var share = tooMany();
    if (share.isPresent()) {
      return share;
    }
    if (lopsided()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "void trials fall on one side: %s %d, %s %d",
              first,
              firstVoids,
              second,
              secondVoids));
    }
    return Optional.empty();
  }

  /// That too many blocks had a void trial, whichever transport's; empty when not.
  Optional<String> tooMany() {
    boolean forgiven = voidBlocks == 1 && lostBlocks == 0;
    return voidBlocks > SHARE_BOUND * blocks && !forgiven
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%d of %d blocks had a void trial, more than 20 %%",
                voidBlocks,
                blocks))
        : Optional.empty();
  }

  private boolean lopsided() {
    int all = firstVoids + secondVoids;
    int fewer = Math.min(firstVoids, secondVoids);
    return all > 0
        && 2 * BinomialDistribution.of(all, 0.5).cumulativeProbability(fewer) <= Verdict.LEVEL;
  }
}
