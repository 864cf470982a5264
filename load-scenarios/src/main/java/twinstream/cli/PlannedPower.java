package twinstream.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.trial.Plan;
import twinstream.verdict.Amount;
import twinstream.verdict.Power;
import twinstream.verdict.Verdict;

/// Tells what a plan would find, if its blocks vary as those of an earlier run did.
final class PlannedPower {
  private static final String ROW = "    %-28s %10s %16s %14s %22s%n";

  private final Plan plan;
  private final List<EarlierRun> runs;
  private final PrintWriter out;
  private final int questions;
  private final Map<Integer, Power> powers = new HashMap<>();

  /// @param runs where spreads may come from, the preferred one first
  PlannedPower(Plan plan, List<EarlierRun> runs, PrintWriter out) {
    this.plan = plan;
    this.runs = runs;
    this.out = out;
    questions = plan.parts().stream().mapToInt(PlannedPower::questions).sum();
  }

  void print() {
    if (plan.parts().stream().allMatch(part -> twins(part).isEmpty())) {
      out.println();
      out.println(
          "No two of these transports are compared: there will be figures, and no verdict.");
      return;
    }
    for (Plan.Part part : plan.parts()) {
      for (Pair pair : twins(part)) {
        out.println();
        print(part, pair);
      }
    }
  }

  private void print(Plan.Part part, Pair pair) {
    String head = part.scenario().name() + ", " + pair.second() + " against " + pair.first();
    if (part.blocks() < Verdict.FEWEST_BLOCKS) {
      out.printf("%s: no verdict from fewer than %d blocks.%n", head, Verdict.FEWEST_BLOCKS);
      return;
    }
    Optional<EarlierRun> run =
        runs.stream().filter(one -> one.knows(part.scenario(), pair)).findFirst();
    if (run.isEmpty()) {
      out.printf(
          "%s: what %d blocks would find is not known, because no earlier run tells the spread. Get one: ./bench run %s --blocks 6 --no-self-check, then ./bench plan %s --spread-of its folder%n",
          head, part.blocks(), part.scenario().name(), part.scenario().name());
      return;
    }
    out.printf(
        "%s: what %d blocks find in a run of %d questions, with the spread of %s%s%n",
        head, part.blocks(), questions, run.get().name(), but(run.get(), part));
    out.printf(
        ROW, "metric", "spread", "smallest found", "\"equivalent\"", "blocks for the margin");
    part.scenario().confirmatory().forEach(metric -> row(part, pair, metric, run.get()));
  }

  private void row(Plan.Part part, Pair pair, Metric metric, EarlierRun run) {
    var estimate = run.estimate(part.scenario().name(), pair, metric);
    if (estimate.isEmpty()) {
      out.printf(ROW, metric.title(), "–", "–", "–", "–");
      return;
    }
    double spread = estimate.get().spread();
    Power power = powers.computeIfAbsent(part.blocks(), blocks -> Power.of(blocks, questions));
    out.printf(
        ROW,
        metric.title(),
        Amount.ofEffect(metric, spread),
        Amount.ofEffect(metric, power.smallestFound(metric, spread)),
        Math.round(100 * power.equivalent(metric, spread)) + " %",
        blocks(power.blocksToFindMargin(metric, spread))
            + " ("
            + Amount.ofEffect(metric, metric.scale().marginEffect(metric.margin()))
            + ")");
  }

  /// What the columns mean; only where there are any.
  void explain() {
    if (powers.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        "Spread: standard deviation of the blocks' effects. Smallest found: smallest difference that is found in 4 of 5 runs.");
    out.println(
        "\"equivalent\": chance of that verdict when there is no difference. Blocks for the margin: how many find a difference");
    out.println(
        "of the size of the margin in 4 of 5 runs. All for normal noise, and for one true difference among all questions.");
  }

  private static String but(EarlierRun run, Plan.Part part) {
    String other = run.otherSettings(part.scenario());
    return other.isEmpty() ? "" : ", which had " + other;
  }

  private static String blocks(int needed) {
    return needed == Integer.MAX_VALUE ? "over 1000" : Integer.toString(needed);
  }

  private static int questions(Plan.Part part) {
    return part.blocks() < Verdict.FEWEST_BLOCKS
        ? 0
        : twins(part).size() * part.scenario().confirmatory().size();
  }

  private static List<Pair> twins(Plan.Part part) {
    return Runs.pairs(part).stream()
        .filter(pair -> !pair.selfCheck() && !pair.ofObservers())
        .toList();
  }
}
