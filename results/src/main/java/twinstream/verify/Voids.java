package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import twinstream.result.Pair;

/// Counts void trials of the two sides of a pair, and looks whether they were set alike.
final class Voids {
  private final Pair pair;
  private int blocks;
  private int voidBlocks;
  private int lostBlocks;
  private int first;
  private int second;
  private final List<Trial> seen = new ArrayList<>();

  Voids(Pair pair) {
    this.pair = pair;
  }

  /// @param trials of all attempts of one block
  /// @param counts whether one attempt counts
  void block(List<Trial> trials, boolean counts) {
    seen.addAll(trials);
    int ofFirst = voids(trials, pair.first());
    int ofSecond = voids(trials, pair.second());
    first += ofFirst;
    second += ofSecond;
    if (trials.stream()
        .map(trial -> trial.key().transport())
        .anyMatch(name -> name.equals(pair.first()) || name.equals(pair.second()))) {
      blocks++;
    }
    if (ofFirst + ofSecond > 0) {
      voidBlocks++;
      lostBlocks += counts ? 0 : 1;
    }
  }

  private int voids(List<Trial> trials, String side) {
    return (int)
        trials.stream()
            .filter(trial -> !trial.valid())
            .map(trial -> trial.key().transport())
            .map(name -> pair.selfCheck() ? name : Pair.withoutRepeat(name))
            .filter(side::equals)
            .count();
  }

  /// Why the cell is invalid.
  Optional<Text> problem() {
    return Alike.problem(pair, seen)
        .or(this::tooMany)
        .or(() -> lopsided() ? Optional.of(oneSided()) : Optional.empty());
  }

  Optional<Text> tooMany() {
    boolean forgiven = voidBlocks == 1 && lostBlocks == 0;
    return 5 * voidBlocks > blocks && !forgiven
        ? Optional.of(
            Text.of(
                Text.count(voidBlocks),
                " of ",
                Text.count(blocks),
                " blocks had a void trial, more than 20 %"))
        : Optional.empty();
  }

  private Text oneSided() {
    return Text.of(
        "void trials fall on one side: " + pair.first() + " ",
        Text.count(first),
        ", " + pair.second() + " ",
        Text.count(second));
  }

  /// A fair coin shows so few of one side in at most 2.5 % of the cases.
  private boolean lopsided() {
    int all = first + second;
    double chance = Math.pow(0.5, all);
    double sum = 0;
    for (int k = 0; k <= Math.min(first, second); k++) {
      sum += chance;
      chance = chance * (all - k) / (k + 1);
    }
    return all > 0 && 2 * sum <= 0.05;
  }
}
