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
/// @param varied settings of which each block holds every one, as `nodes=4`, because the question
///   is what they change; none for most questions
public record Scenario(
    String name,
    String question,
    Settings settings,
    Function<Settings, Load> loadOf,
    List<Metric> confirmatory,
    List<String> varied) {

  public Scenario {
    confirmatory = List.copyOf(confirmatory);
    varied = List.copyOf(varied);
  }

  /// A question whose settings are the same throughout a run.
  public Scenario(
      String name,
      String question,
      Settings settings,
      Function<Settings, Load> loadOf,
      List<Metric> confirmatory) {
    this(name, question, settings, loadOf, confirmatory, List.of());
  }

  /// The same question with other settings.
  ///
  /// @throws IllegalArgumentException when there is no such setting, or its value is out of range
  public Scenario with(Map<String, String> replacements) {
    var changed =
        new Scenario(
            name,
            question,
            settings.with(replacements),
            loadOf,
            confirmatory,
            // Who sets it wants that one.
            varied.stream().filter(one -> !replacements.containsKey(nameIn(one))).toList());
    var _ = changed.load();
    var _ = changed.conditions();
    var _ = changed.nodes();
    return changed;
  }

  /// The same question with every one of some values of a setting in each block.
  ///
  /// @param setting its name
  /// @throws IllegalArgumentException when there is no such setting, or a value is out of range
  public Scenario varying(String setting, List<String> values) {
    values.forEach(value -> {
      var _ = with(Map.of(setting, value));
    });
    return new Scenario(
        name,
        question,
        settings,
        loadOf,
        confirmatory,
        values.stream().map(value -> setting + "=" + value).toList());
  }

  /// The same question under one of the settings of a block.
  ///
  /// @param setting as `nodes=4`; empty for the scenario as it is
  public Scenario at(String setting) {
    return setting.isEmpty()
        ? this
        : with(Map.of(nameIn(setting), setting.substring(setting.indexOf('=') + 1)));
  }

  private static String nameIn(String setting) {
    return setting.substring(0, setting.indexOf('='));
  }

  /// How many servers there are, and what happens to them.
  public Nodes nodes() {
    return Nodes.of(settings);
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
    if (!(load() instanceof Load.Paced paced)) {
      throw new IllegalArgumentException("nobody arrives in %s at a rate".formatted(name));
    }
    return atUsersPerSecond(rate, paced.workload().arrivals());
  }

  private Scenario atUsersPerSecond(double rate, Arrivals arrivals) {
    return switch (arrivals) {
      case Arrivals.Poisson _ -> with(Map.of("arrivals", Double.toString(rate)));
      case Arrivals.AtOnce(int streams, _) -> {
        double opening = streams / rate;
        double warm = Math.max(opening, settings.number("warm", 0, Double.MAX_VALUE));
        yield with(Map.of("opening", Double.toString(opening), "warm", Double.toString(warm)));
      }
      case Arrivals.FromTrace(var trace, _) ->
          with(Map.of("speed", Double.toString(rate / trace.arrivalsPerSecond())));
      case Arrivals.Held held ->
          with(
              Map.of(
                  "streams",
                  Long.toString(Math.max(1, Math.round(held.first() * rate / held.perSecond())))));
      case Arrivals.Ramp _ -> with(Map.of("ramp", Double.toString(rate / nodes().count())));
      case Arrivals.Warmed warmed -> atUsersPerSecond(rate, warmed.others());
    };
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
