package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// Files as JMH writes them, of made-up scores.
public final class Micro {
  private final List<String> results = new ArrayList<>();

  /// Canaries that are as they should be.
  public Micro canaries() {
    return with("CanaryBenchmark.empty", "", 0, 0.4)
        .with("CanaryBenchmark.consume", "\"tokens\": \"100\"", 0, 210)
        .with("CanaryBenchmark.consume", "\"tokens\": \"200\"", 0, 411)
        .with("CanaryBenchmark.consume", "\"tokens\": \"400\"", 0, 812);
  }

  /// One more.
  ///
  /// @param params as in JSON; empty for none
  /// @param allocated bytes of an operation
  /// @param scores of the forks
  public Micro with(String name, String params, double allocated, double... scores) {
    String raw =
        DoubleStream.of(scores)
            .mapToObj(score -> "[%s, %s]".formatted(score * 0.99, score * 1.01))
            .collect(Collectors.joining(", "));
    results.add(
        String.format(
            Locale.ROOT,
            """
            {"jmhVersion": "1.37", "benchmark": "twinstream.jmh.%s", "mode": "avgt", "threads": 1,
             "forks": %d, %s
             "primaryMetric": {"score": %s, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"],
              "scoreUnit": "ns/op", "rawData": [%s]},
             "secondaryMetrics": {"gc.alloc.rate.norm": {"score": %s, "scoreUnit": "B/op"}}}
            """,
            name,
            scores.length,
            params.isEmpty() ? "" : "\"params\": {" + params + "},",
            DoubleStream.of(scores).average().orElseThrow(),
            raw,
            allocated));
    return this;
  }

  /// Every step of a token, and the yardstick.
  public Micro steps() {
    String plain = "\"envelope\": \"plain\"";
    return with("PacerBenchmark.tick", "\"live\": \"1000\"", 96, 81.7)
        .with("EncodeTokenBenchmark.envelope", plain, 0, 21.3)
        .with("EncodeTokenBenchmark.event", plain, 0, 38.9)
        .with("EncodeTokenBenchmark.chunk", plain, 0, 47.2)
        .with("EncodeTokenBenchmark.frame", plain, 0, 25.1)
        .with("FramingBenchmark.jettyData", plain, 288, 151.9)
        .with("ParseTokenBenchmark.event", plain + ", \"read\": \"WHOLE\"", 0, 29.3)
        .with("ParseTokenBenchmark.frame", plain + ", \"read\": \"WHOLE\"", 0, 11.6)
        .with("RecordTokenBenchmark.recorded", plain + ", \"tellsIndex\": \"true\"", 0, 71.4)
        .with("RecordTokenBenchmark.recorded", plain + ", \"tellsIndex\": \"false\"", 0, 84.6)
        .with("LoopbackBenchmark.writeAndRead", "", 0, 9_876);
  }

  /// Writes them.
  public Path write(Path file) {
    try {
      return Files.writeString(file, "[" + String.join(",\n", results) + "]\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
