package twinstream.verify;

import java.util.Optional;

/// What a judgement says, and in which words.
///
/// @param kind which of the four outcomes
/// @param word as in a short answer: `equivalent`, the better name with `better`
/// @param outcome as in a table
record Ruling(Kind kind, String word, Text outcome) {

  enum Kind {
    EQUIVALENT,
    EQUIVALENT_BUT_NOT_ZERO,
    BETTER,
    INCONCLUSIVE,
    INVALID
  }

  private static final int SECONDS_PER_MINUTE = 60;

  static Ruling of(Judgement line) {
    Optional<Text> problem = line.voids().problem();
    if (problem.isPresent()) {
      return new Ruling(Kind.INVALID, "invalid", Text.of("invalid: ", problem.get()));
    }
    if (!line.hasEffects()) {
      return inconclusive(Text.of("a value of zero or below allows no ratio"));
    }
    if (line.outlasted() > 0) {
      return inconclusive(
          Text.of(
              "the window ended before it in ",
              Text.count(line.outlasted()),
              " of ",
              Text.count(line.counting()),
              " blocks; a longer window would be needed"));
    }
    if (line.values().isEmpty() && line.counting() > 0) {
      return inconclusive(Text.of("a longer window or more streams would be needed"));
    }
    if (line.effect().blocks() < Judgement.FEWEST_BLOCKS) {
      return tooFewBlocks(line);
    }
    if (line.equivalent()) {
      return equivalent(line);
    }
    return line.differs() ? better(line) : undecided(line);
  }

  private static Ruling better(Judgement line) {
    return line.pair().ofObservers()
        ? new Ruling(Kind.BETTER, "they differ", Text.of("they differ"))
        : new Ruling(Kind.BETTER, line.better() + " better", Text.of(line.better() + " is better"));
  }

  private static Ruling equivalent(Judgement line) {
    Text within = Text.of("equivalent within ", Words.margin(line.metric()));
    return line.differs()
        ? new Ruling(
            Kind.EQUIVALENT_BUT_NOT_ZERO,
            "equivalent",
            Text.of(within, " (differs by ", Words.size(line.metric(), line.effect().mean()), ")"))
        : new Ruling(Kind.EQUIVALENT, "equivalent", within);
  }

  private static Ruling inconclusive(Text why) {
    return new Ruling(Kind.INCONCLUSIVE, "inconclusive", Text.of("inconclusive: ", why));
  }

  private static Ruling tooFewBlocks(Judgement line) {
    int missing = Judgement.FEWEST_BLOCKS - line.effect().blocks();
    int more = more(line);
    Text advice =
        more == Integer.MAX_VALUE
            ? Text.of("; at least ", blocks(line, missing), " would be needed")
            : Text.of("; about ", blocks(line, Math.max(more, missing)), " would decide");
    return inconclusive(Text.of("a verdict needs 6 valid blocks", advice));
  }

  private static Ruling undecided(Judgement line) {
    String why = "interval and test disagree on whether there is a difference";
    if (line.effect().wide().holdsZero()) {
      why = "the spread hides which it is";
    } else if (line.effect().p() <= Judgement.LEVEL) {
      why = "the difference does not outlast the adjustment for the number of questions";
    }
    int more = more(line);
    return inconclusive(
        more == Integer.MAX_VALUE
            ? Text.of(why)
            : Text.of(why + "; about ", blocks(line, more), " would decide"));
  }

  private static int more(Judgement line) {
    var effect = line.effect();
    if (Double.isNaN(effect.spread())) {
      return Integer.MAX_VALUE;
    }
    double share = line.adjustedP() > 0 ? Math.min(1, effect.p() / line.adjustedP()) : 1;
    int needed =
        effect.spread() == 0
            ? Judgement.FEWEST_BLOCKS
            : Chance.blocksToDecide(
                Math.abs(effect.mean()) / effect.spread(),
                line.margin() / effect.spread(),
                Judgement.LEVEL * share);
    return needed == Integer.MAX_VALUE ? needed : Math.max(1, needed - effect.blocks());
  }

  private static Text blocks(Judgement line, int more) {
    Text text = Text.of(Text.count(more), more == 1 ? " more block" : " more blocks");
    long seconds = line.blockLength().multipliedBy(more).toSeconds();
    if (seconds == 0) {
      return text;
    }
    return seconds < 2 * SECONDS_PER_MINUTE
        ? Text.of(text, " (", Text.count(seconds), " s)")
        : Text.of(text, " (", Text.count(Math.ceilDiv(seconds, SECONDS_PER_MINUTE)), " min)");
  }
}
