package twinstream.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import twinstream.result.Metric;
import twinstream.result.Microbenchmark;
import twinstream.result.Microbenchmarks;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;

/// The tables of where the time goes, as they must be: scores are means of JMH's raw data, not the
/// means that it states.
final class CostTable {
  private static final Map<String, String> PLAIN = Map.of("envelope", "plain");

  /// A row: which transports have the step, and what is added and taken away for it.
  ///
  /// @param on what the transports' names that have it look like
  private record Row(
      String name, String on, String plus, String minus, Map<String, String> params) {
    boolean isOf(String transport) {
      return transport.matches(on);
    }
  }

  private static final String ANY = ".*";
  private static final String FRAMED = "event or frame";
  private static final String WRAPPED = "chunk or DATA frame";
  private static final String ENCODE = "EncodeTokenBenchmark.";
  private static final List<Row> SERVER =
      List.of(
          new Row(
              "due time, reply, outbox", ANY, "PacerBenchmark.tick", "", Map.of("live", "1000")),
          new Row("JSON", ANY, ENCODE + "envelope", "", PLAIN),
          new Row(FRAMED, "sse.*", ENCODE + "event", ENCODE + "envelope", PLAIN),
          new Row(FRAMED, "ws.*", ENCODE + "frame", ENCODE + "envelope", PLAIN),
          new Row(WRAPPED, "sse-h1", ENCODE + "chunk", ENCODE + "event", PLAIN),
          new Row(WRAPPED, ".*h2", "FramingBenchmark.jettyData", "", PLAIN));
  private static final List<Row> READERS =
      List.of(
          parsed("sse.*", "event"),
          parsed("ws.*", "frame"),
          recorded("sse.*", "true"),
          recorded("(?!sse).*", "false"));
  private static final Row SOCKET =
      new Row("", ANY, "LoopbackBenchmark.writeAndRead", "", Map.of());

  private final Judgements judgements;
  private final Microbenchmarks micro;

  CostTable(Judgements judgements, Microbenchmarks micro) {
    this.judgements = judgements;
    this.micro = micro;
  }

  private static Row parsed(String on, String method) {
    return new Row(
        "event or frame found",
        on,
        "ParseTokenBenchmark." + method,
        "",
        Map.of("envelope", "plain", "read", "WHOLE"));
  }

  private static Row recorded(String on, String tellsIndex) {
    return new Row(
        "checked and recorded",
        on,
        "RecordTokenBenchmark.recorded",
        "",
        Map.of("envelope", "plain", "tellsIndex", tellsIndex));
  }

  List<WantedTable> all() {
    List<WantedTable> tables = new ArrayList<>();
    for (var scenario : judgements.manifest().scenarios()) {
      if (scenario.confirmatory().contains(Metric.SERVER_CPU_PER_TOKEN) && isPlain(scenario)) {
        tables.add(wanted(scenario, "server", "Jetty", SERVER, Metric.SERVER_CPU_PER_TOKEN));
        tables.add(wanted(scenario, "readers", "Netty", READERS, Metric.CROWD_CPU_PER_TOKEN));
      }
    }
    return tables;
  }

  private static boolean isPlain(ScenarioSummary scenario) {
    Map<String, String> settings = scenario.parameters();
    return settings.getOrDefault("compression", "off").equals("off")
        && settings.getOrDefault("tls", "off").equals("off")
        && settings.getOrDefault("flush", "each").equals("each");
  }

  private WantedTable wanted(
      ScenarioSummary scenario, String side, String library, List<Row> rows, Metric metric) {
    var transports = new TreeSet<String>();
    judgements.trials().stream()
        .filter(trial -> trial.key().scenario().equals(scenario.name()))
        .forEach(trial -> transports.add(Pair.transportOf(trial.key().transport())));
    List<String> headers = new ArrayList<>(transports);
    headers.addFirst("µs a token");
    List<List<Text>> cells = new ArrayList<>();
    for (String name : names(rows, transports)) {
      cells.add(row(name, transports.stream().map(one -> step(rows, name, one)).toList()));
    }
    List<Double> sums = new ArrayList<>();
    List<Double> rest = new ArrayList<>();
    for (String transport : transports) {
      double all = median(scenario, transport, metric);
      sums.add(all);
      rest.add(all - known(rows, transport));
    }
    cells.add(row("kernel, " + library + " and all else", rest));
    cells.add(row("all, in the trials", sums));
    cells.add(
        row(
            "for comparison: 190 B through a socket of this machine",
            transports.stream().map(_ -> value(SOCKET)).toList()));
    return new WantedTable(
        "Where the time of the " + side + " goes: " + scenario.name(), headers, cells);
  }

  private static Iterable<String> names(List<Row> rows, Iterable<String> transports) {
    var names = new LinkedHashSet<String>();
    for (String transport : transports) {
      rows.stream().filter(row -> row.isOf(transport)).map(Row::name).forEach(names::add);
    }
    return names;
  }

  private static List<Text> row(String name, List<Double> micros) {
    List<Text> cells = new ArrayList<>(List.of(Text.of(name)));
    micros.forEach(value -> cells.add(Text.amount(value, "µs")));
    return cells;
  }

  private double step(List<Row> rows, String name, String transport) {
    return rows.stream()
        .filter(row -> row.name().equals(name) && row.isOf(transport))
        .mapToDouble(this::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private double known(List<Row> rows, String transport) {
    return rows.stream().filter(row -> row.isOf(transport)).mapToDouble(this::value).sum();
  }

  private double value(Row row) {
    double plus = mean(row.plus(), row.params());
    return row.minus().isEmpty() ? plus : Math.max(0, plus - mean(row.minus(), row.params()));
  }

  // In microseconds; NaN where it was not measured.
  private double mean(String name, Map<String, String> params) {
    return micro
            .find(name, params)
            .filter(one -> one.unit().equals("ns/op"))
            .map(Microbenchmark::forks)
            .stream()
            .flatMap(List::stream)
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(Double.NaN)
        / 1_000;
  }

  private double median(ScenarioSummary scenario, String transport, Metric metric) {
    double[] values =
        judgements.trials().stream()
            .filter(trial -> trial.key().scenario().equals(scenario.name()))
            .filter(trial -> Pair.transportOf(trial.key().transport()).equals(transport))
            .filter(judgements::counts)
            .flatMapToDouble(trial -> trial.value(metric).stream())
            .toArray();
    Arrays.sort(values);
    int n = values.length;
    return n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
  }
}
