package twinstream.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twinstream.report.Report;
import twinstream.result.Micro;
import twinstream.result.RunFiles;

/// Where the time goes, in a report that was given microbenchmarks.
final class CostTableTest {
  private static final String CAPTION = "Where the time of the server goes: steady";

  @TempDir Path run;
  @TempDir Path folder;

  @BeforeEach
  void writeRun() {
    new WholeRun(6, 0.002, 1, 0).write(run);
    RunFiles.attach(run, new Micro().canaries().steps().write(folder.resolve("results.json")));
    var _ = Report.write(run);
  }

  private List<String> markdown() throws IOException {
    return Files.readAllLines(run.resolve("REPORT.md"));
  }

  @Test
  void standsInBothReportsAndAgrees() throws IOException {
    assertThat(markdown())
        .contains("## Where the time goes", "*" + CAPTION + "*")
        .anyMatch(line -> line.startsWith("| due time, reply, outbox | 0.0817 µs |"))
        .anyMatch(line -> line.startsWith("| JSON | 0.0213 µs |"))
        .anyMatch(line -> line.startsWith("| kernel, Jetty and all else | "));
    assertThat(Files.readString(run.resolve("report.html"))).contains(CAPTION);

    assertThat(Verification.of(run).differences()).isEmpty();
  }

  @Test
  void namesNoRestWhereAStepWasNotMeasured() throws IOException {
    RunFiles.attach(
        run,
        new Micro()
            .canaries()
            .with("EncodeTokenBenchmark.envelope", "\"envelope\": \"plain\"", 0, 21.3)
            .write(folder.resolve("part.json")));
    var _ = Report.write(run);

    assertThat(markdown())
        .anyMatch(line -> line.startsWith("| JSON | 0.0213 µs |"))
        .anyMatch(line -> line.startsWith("| kernel, Jetty and all else | – |"));
    assertThat(Verification.of(run).differences()).isEmpty();
  }

  @Test
  void tellsNobodyWhereTheJvmLies() throws IOException {
    Path file = new Micro().canaries().write(folder.resolve("own.json"));
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"threads\"", "\"jvm\" : \"/my/jdk/bin/java\", \"threads\""));

    RunFiles.attach(run, file);

    assertThat(Files.readString(run.resolve("jmh.json")))
        .isEqualTo(Files.readString(file).replace("/my/jdk/bin/java", "java"));
  }

  @Test
  void findsAChangedDigit() throws IOException {
    Path report = run.resolve("REPORT.md");
    Files.writeString(report, Files.readString(report).replaceFirst("0\\.0817 µs", "0.0871 µs"));

    assertThat(Verification.of(run).differences().stream().map(Difference::toString))
        .singleElement()
        .asString()
        .contains(CAPTION, "0.0871");
  }

  @Test
  void findsAChangedScore() throws IOException {
    Path micro = run.resolve("jmh.json");
    Files.writeString(micro, Files.readString(micro).replace("21.3", "12.3"));

    assertThat(Verification.of(run).differences().stream().map(Difference::file))
        .contains("jmh.json");
  }

  @Test
  void isNotThereWithoutThem() throws IOException {
    Files.delete(run.resolve("jmh.json"));
    var _ = Report.write(run);

    assertThat(markdown()).noneMatch(line -> line.contains("Where the time"));
  }
}
