package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file of JMH's own JSON (`-rf json`), which is kept as JMH wrote it.
///
/// @param all in the order of the file
public record Microbenchmarks(List<Microbenchmark> all) {
  /// Name of such a file in the folder of a run.
  public static final String FILE = "jmh.json";

  private static final JsonMapper JSON = JsonMapper.shared();

  public Microbenchmarks {
    all = List.copyOf(all);
  }

  /// @throws IllegalArgumentException if the file holds no results of JMH
  public static Microbenchmarks load(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      if (!root.isArray() || root.isEmpty()) {
        throw new IllegalArgumentException("an array of results is not there");
      }
      List<Microbenchmark> all = new ArrayList<>();
      root.forEach(one -> all.add(of(one)));
      return new Microbenchmarks(all);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s holds no results of JMH (%s); ./bench jmh --json FILE makes such a file"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Microbenchmark of(JsonNode one) {
    JsonNode primary = wanted(one, "primaryMetric");
    Map<String, String> params = new LinkedHashMap<>();
    one.path("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().asString()));
    Map<String, Double> secondary = new LinkedHashMap<>();
    one.path("secondaryMetrics")
        .properties()
        .forEach(metric ->
            secondary.put(
                // Profilers of older versions put a dot in front.
                metric.getKey().replaceFirst("^[·.]", ""), number(metric.getValue(), "score")));
    List<List<Double>> forks = new ArrayList<>();
    for (JsonNode fork : wanted(primary, "rawData")) {
      List<Double> scores = new ArrayList<>();
      fork.forEach(score -> scores.add(score.asDouble()));
      forks.add(scores);
    }
    return new Microbenchmark(
        shortName(wanted(one, "benchmark").asString()),
        params,
        wanted(one, "mode").asString(),
        wanted(primary, "scoreUnit").asString(),
        number(primary, "score"),
        number(primary, "scoreError"),
        forks,
        secondary);
  }

  private static JsonNode wanted(JsonNode of, String name) {
    JsonNode value = of.path(name);
    if (value.isMissingNode()) {
      throw new IllegalArgumentException("a result has no " + name);
    }
    return value;
  }

  // JMH writes "NaN" as text.
  private static double number(JsonNode of, String name) {
    return wanted(of, name).asDouble(Double.NaN);
  }

  private static String shortName(String qualified) {
    int method = qualified.lastIndexOf('.');
    return qualified.substring(qualified.lastIndexOf('.', method - 1) + 1);
  }

  /// The one with that name and at least those parameters.
  public Optional<Microbenchmark> find(String name, Map<String, String> params) {
    return all.stream()
        .filter(one ->
            one.name().equals(name) && one.params().entrySet().containsAll(params.entrySet()))
        .findFirst();
  }
}
