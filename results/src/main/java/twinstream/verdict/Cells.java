package twinstream.verdict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

/// The transports of one scenario in both runs, and what is asked of each.
///
/// @param margin replaces that of ratios, as a share; NaN leaves each metric its own
record Cells(Side base, Side fresh, ScenarioSummary scenario, double margin, SelfChecks checked) {

  List<ChangeQuestion> questions() {
    String name = scenario.name();
    return Sameness.transports(base, fresh, name).stream().flatMap(this::questions).toList();
  }

  private Stream<ChangeQuestion> questions(String transport) {
    var ofBase = new Blocks(base.ofScenario(scenario.name()));
    var ofFresh = new Blocks(fresh.ofScenario(scenario.name()));
    var own = ofBase.counting(transport);
    var other = ofFresh.counting(transport);
    var invalid = invalid(base, ofBase, transport).or(() -> invalid(fresh, ofFresh, transport));
    // Trials of one name by themselves have no efficiency.
    return Verdicts.metrics(scenario, false, trials(transport))
        .map(metric -> {
          var samples = TwoSamples.of(metric, own, other);
          var estimate = samples.estimate(ChangeQuestion.seed(scenario.name(), transport, metric));
          return new ChangeQuestion(
              scenario.name(),
              transport,
              metric,
              samples,
              estimate,
              ChangeQuestion.margin(metric, margin),
              scenario.confirmatory().contains(metric),
              planned(base) && planned(fresh),
              invalid,
              ofBase.length(),
              estimate.pValue());
        });
  }

  private List<Result> trials(String transport) {
    return Stream.concat(
            base.ofScenario(scenario.name()).stream(), fresh.ofScenario(scenario.name()).stream())
        .filter(result -> result.key().transport().equals(transport))
        .toList();
  }

  private boolean planned(Side side) {
    return side.scenario(scenario.name()).orElseThrow().blocks() >= Verdict.FEWEST_BLOCKS;
  }

  /// Broken parity, too many void trials, or a transport that differed from itself.
  private Optional<String> invalid(Side side, Blocks blocks, String transport) {
    var pairs = side.scenario(scenario.name()).orElseThrow().pairs();
    var voids =
        pairs.isEmpty()
            ? blocks.voids(new Pair(transport, "")).tooMany()
            : pairs.stream()
                .filter(pair -> has(pair, transport))
                .flatMap(pair -> blocks.problem(pair).stream())
                .findFirst();
    return voids
        .or(() -> checked.failed(side, scenario.name(), transport))
        .map(problem -> "in " + side.name() + ": " + problem);
  }

  private static boolean has(Pair pair, String transport) {
    return pair.first().equals(transport) || pair.second().equals(transport);
  }
}
