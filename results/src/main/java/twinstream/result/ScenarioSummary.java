package twinstream.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a report has to know about a scenario of a run.
///
/// @param name as in [TrialKey#scenario()]
/// @param question the question that it answers, for people
/// @param parameters its settings, in the order in which they are shown
/// @param confirmatory metrics named before the run as those that decide; all others are
///   exploratory
/// @param pairs what is compared
/// @param blocks planned number of blocks, 1 or more
public record ScenarioSummary(
    String name,
    String question,
    Map<String, String> parameters,
    List<Metric> confirmatory,
    List<Pair> pairs,
    int blocks) {

  public ScenarioSummary {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    confirmatory = List.copyOf(confirmatory);
    pairs = List.copyOf(pairs);
    if (blocks < 1) {
      throw new IllegalArgumentException("blocks must be 1 or more, but is " + blocks);
    }
  }
}
