package twinstream.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A self-test on record.
///
/// @param created wall clock
/// @param seconds how long it took
/// @param suite facts about the build, as in the environment of a run
/// @param machine facts about the machine
/// @param findings in the order in which they came
public record Findings(
    Instant created,
    long seconds,
    Map<String, String> suite,
    Map<String, String> machine,
    List<Finding> findings) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Findings {
    findings = List.copyOf(findings);
  }

  public void save(Path file) {
    try {
      Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Findings load(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Findings.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long failed() {
    return count(Finding.Outcome.FAIL);
  }

  public long count(Finding.Outcome outcome) {
    return findings.stream().filter(finding -> finding.outcome() == outcome).count();
  }
}
