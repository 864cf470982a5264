package twinstream.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import twinstream.result.Metric;
import twinstream.result.TrialKind;
import twinstream.workload.Arrivals;

/// A question, as a value: what is done in a trial, and which metrics decide.
///
/// @param name as in commands and result files
/// @param question for people
/// @param settings what can be set, with the values in force
/// @param loadOf makes the load of the settings; refuses wrong ones with a sentence
/// @param confirmatory metrics that decide, named before the run; all others are exploratory
public record Scenario(
    String name,
    String question,
    Settings settings,
    Function<Settings, Load> loadOf,
    List<Metric> confirmatory) {

  public Scenario {
    confirmatory = List.copyOf(confirmatory);
  }

  /// The same question with other settings.
  ///
  /// @throws IllegalArgumentException when there is no such setting, or its value is out of range
  public Scenario with(Map<String, String> replacements) {
    var changed = new Scenario(name, question, settings.with(replacements), loadOf, confirmatory);
    var _ = changed.load();
    var _ = changed.conditions();
    return changed;
  }

  /// The same question of so many users a second, by whatever setting their arrivals follow.
  ///
  /// @throws IllegalArgumentException when nobody arrives in this scenario, or the rate is out of
  ///   its range
  public Scenario atUsersPerSecond(double rate) {
    if (!(rate > 0)) {
      throw new IllegalArgumentException(
          "users per second must be above 0, but are %s".formatted(rate));
    }
    if (settings.values().containsKey("arrivals")) {
      return with(Map.of("arrivals", Double.toString(rate)));
    }
    if (settings.values().containsKey("opening")) {
      double streams = settings.number("streams", 1, Double.MAX_VALUE);
      double opening = streams / rate;
      double warm = Math.max(opening, settings.number("warm", 0, Double.MAX_VALUE));
      return with(Map.of("opening", Double.toString(opening), "warm", Double.toString(warm)));
    }
    if (load() instanceof Load.Paced paced
        && paced.workload().arrivals() instanceof Arrivals.FromTrace(var trace, double _)) {
      return with(Map.of("speed", Double.toString(rate / trace.arrivalsPerSecond())));
    }
    throw new IllegalArgumentException("nobody arrives in %s at a rate".formatted(name));
  }

  /// What the crowd does.
  public Load load() {
    return loadOf.apply(settings);
  }

  /// Under which conditions servers and readers meet.
  public Conditions conditions() {
    return Conditions.of(settings.values());
  }

  /// Everything that a result file says about the cell.
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(TrialKind.PARAMETER, load().kind());
    parameters.putAll(settings.values());
    return parameters;
  }
}
