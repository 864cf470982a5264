package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import twinstream.result.Metric;
import twinstream.result.Microbenchmark;
import twinstream.result.Microbenchmarks;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;
import twinstream.verdict.Amount;

/// Where the time goes: what microbenchmarks say of the steps of a token, stacked against the CPU
/// per token of the trials. Explains, and claims nothing.
final class CostTables {
  static final String HEADING = "Where the time goes";
  private static final String SENTENCE =
      "What single steps of a token take by themselves, in a loop over warm caches, beside what a token took of the server and of "
          + "the readers (median over the trials that count). It explains a part of a figure, and is no claim: a step that stands alone is cheaper "
          + "than among thousands of streams. An event, a frame and a chunk are each the difference of two benchmarks. Tokens in the plain envelope.";
  private static final String FEW =
      " Fewer than three JVMs measured these: they are orders of magnitude.";

  private static final String NONE = "–";
  private static final double NANOS_PER_MICRO = 1_000;
  private static final String NANOS = "ns/op";
  private static final Map<String, String> STEPS_ARE_OF =
      Map.of("compression", "off", "tls", "off", "flush", "each");

  private final RunView view;
  private final Microbenchmarks micro;

  private CostTables(RunView view, Microbenchmarks micro) {
    this.view = view;
    this.micro = micro;
  }

  /// Two for each scenario whose trials tell the CPU of a token; none for a run without
  /// microbenchmarks.
  static List<Table> of(RunView view) {
    return view.micro().stream().flatMap(micro -> new CostTables(view, micro).tables()).toList();
  }

  /// What the tables are, and what they rest on.
  static String sentence(RunView view) {
    boolean few =
        view.micro()
            .flatMap(micro -> micro.find(CostStep.YARDSTICK.benchmark(), Map.of()))
            .filter(Microbenchmark::bySeveralJvms)
            .isEmpty();
    return few ? SENTENCE + FEW : SENTENCE;
  }

  private Stream<Table> tables() {
    return view.manifest().scenarios().stream()
        .filter(scenario -> scenario.confirmatory().contains(Metric.SERVER_CPU_PER_TOKEN))
        .filter(CostTables::takesTheSteps)
        .flatMap(scenario ->
            Stream.of(
                table(scenario, "server", Metric.SERVER_CPU_PER_TOKEN, CostStep::ofServer),
                table(scenario, "readers", Metric.CROWD_CPU_PER_TOKEN, CostStep::ofReader)));
  }

  // The steps are those of a plain token that is written by itself.
  private static boolean takesTheSteps(ScenarioSummary scenario) {
    return STEPS_ARE_OF.entrySet().stream()
        .allMatch(wanted ->
            scenario
                .parameters()
                .getOrDefault(wanted.getKey(), wanted.getValue())
                .equals(wanted.getValue()));
  }

  private Table table(
      ScenarioSummary scenario,
      String side,
      Metric whole,
      Function<String, Map<String, CostStep>> steps) {
    List<String> transports =
        view.ofScenario(scenario.name()).stream()
            .map(trial -> Pair.transportOf(trial.key().transport()))
            .distinct()
            .sorted()
            .toList();
    List<String> names =
        transports.stream()
            .flatMap(transport -> steps.apply(transport).keySet().stream())
            .distinct()
            .toList();
    List<String> headers = new ArrayList<>(List.of("µs a token"));
    headers.addAll(transports);
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(row(name, transports, transport -> step(steps.apply(transport).get(name))));
    }
    rows.add(
        row(
            side.equals("server") ? "kernel, Jetty and all else" : "kernel, Netty and all else",
            transports,
            transport -> rest(scenario, transport, whole, steps.apply(transport))));
    rows.add(row("all, in the trials", transports, t -> all(scenario, t, whole)));
    rows.add(
        row(
            "for comparison: 190 B through a socket of this machine",
            transports,
            _ -> micros(CostStep.YARDSTICK)));
    return new Table(
        "Where the time of the %s goes: %s".formatted(side, scenario.name()), headers, rows);
  }

  private static List<String> row(
      String name, List<String> transports, Function<String, OptionalDouble> cell) {
    return Stream.concat(
            Stream.of(name),
            transports.stream()
                .map(cell)
                .map(micros -> micros.isPresent() ? Amount.of(micros.getAsDouble(), "µs") : NONE))
        .collect(Collectors.toList());
  }

  private OptionalDouble step(@Nullable CostStep step) {
    return step == null ? OptionalDouble.empty() : micros(step);
  }

  // In microseconds; never below zero, which only noise can make of a difference.
  private OptionalDouble micros(CostStep step) {
    OptionalDouble whole = score(step.benchmark(), step.params());
    if (step.less().isEmpty() || whole.isEmpty()) {
      return whole;
    }
    OptionalDouble less = score(step.less(), step.params());
    return less.isEmpty()
        ? less
        : OptionalDouble.of(Math.max(0, whole.getAsDouble() - less.getAsDouble()));
  }

  private OptionalDouble score(String name, Map<String, String> params) {
    return micro
        .find(name, params)
        .filter(one -> one.unit().equals(NANOS))
        .map(Microbenchmark::score)
        .filter(Double::isFinite)
        .map(nanos -> OptionalDouble.of(nanos / NANOS_PER_MICRO))
        .orElse(OptionalDouble.empty());
  }

  private OptionalDouble all(ScenarioSummary scenario, String transport, Metric whole) {
    double[] values =
        view.ofScenario(scenario.name()).stream()
            .filter(view::counts)
            .filter(trial -> Pair.transportOf(trial.key().transport()).equals(transport))
            .map(trial -> trial.value(whole))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    int half = values.length / 2;
    return OptionalDouble.of(
        values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2);
  }

  private OptionalDouble rest(
      ScenarioSummary scenario, String transport, Metric whole, Map<String, CostStep> steps) {
    OptionalDouble all = all(scenario, transport, whole);
    List<OptionalDouble> known = steps.values().stream().map(this::micros).toList();
    // What a step takes that was not measured is no part of a rest that has a name.
    return all.isEmpty() || known.stream().anyMatch(OptionalDouble::isEmpty)
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            all.getAsDouble() - known.stream().mapToDouble(OptionalDouble::getAsDouble).sum());
  }
}
