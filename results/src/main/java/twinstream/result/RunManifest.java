package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What was planned, written before the first trial: `manifest.json` of a run folder.
///
/// @param schema version of this shape
/// @param suiteVersion version of the suite
/// @param commit commit that it was built from, `unknown` outside a checkout; `+` at the end for
///   uncommitted changes
/// @param created wall clock
/// @param name name of the run, as in `quick`
/// @param commandLine what to type to run it again
/// @param seed of which all trial seeds and the order come; also seeds the bootstrap
/// @param planned trials in order, without repeats of void blocks
/// @param scenarios what is asked
/// @param publishable whether the numbers may be quoted, if the verdicts agree
/// @param publishableReason why, or why not
/// @param files SHA-256 by path inside the run folder; empty until the run has finished
public record RunManifest(
    int schema,
    String suiteVersion,
    String commit,
    Instant created,
    String name,
    String commandLine,
    long seed,
    List<TrialKey> planned,
    List<ScenarioSummary> scenarios,
    boolean publishable,
    String publishableReason,
    Map<String, String> files) {

  static final String FILE = "manifest.json";

  public RunManifest {
    planned = List.copyOf(planned);
    scenarios = List.copyOf(scenarios);
    // A run of an earlier build names no files.
    files = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(files, Map.of())));
  }

  /// A run that has not finished.
  public RunManifest(
      int schema,
      String suiteVersion,
      String commit,
      Instant created,
      String name,
      String commandLine,
      long seed,
      List<TrialKey> planned,
      List<ScenarioSummary> scenarios,
      boolean publishable,
      String publishableReason) {
    this(
        schema,
        suiteVersion,
        commit,
        created,
        name,
        commandLine,
        seed,
        planned,
        scenarios,
        publishable,
        publishableReason,
        Map.of());
  }

  /// The same with the hashes of the files of a run that has finished.
  RunManifest withFiles(Map<String, String> hashes) {
    return new RunManifest(
        schema,
        suiteVersion,
        commit,
        created,
        name,
        commandLine,
        seed,
        planned,
        scenarios,
        publishable,
        publishableReason,
        hashes);
  }

  /// The same run with other scenarios: for checks of the instrument, which ask again.
  public RunManifest withScenarios(List<ScenarioSummary> others) {
    return new RunManifest(
        schema,
        suiteVersion,
        commit,
        created,
        name,
        commandLine,
        seed,
        planned,
        others,
        publishable,
        publishableReason,
        files);
  }

  /// In one step: what was there is not lost when the process ends meanwhile.
  public void save(Path runDir) {
    Path unfinished = runDir.resolve("." + FILE + ".tmp");
    Json.write(unfinished, this);
    try {
      Files.move(
          unfinished,
          runDir.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws DamagedRunException if there is none, or it is not whole
  public static RunManifest load(Path runDir) {
    Path file = runDir.resolve(FILE);
    RunManifest manifest = Json.read(file, RunManifest.class);
    if (manifest.schema != Result.SCHEMA) {
      throw new DamagedRunException(
          file,
          "was written by another version of the suite: its shape is number %d, and this version reads %d"
              .formatted(manifest.schema, Result.SCHEMA));
    }
    return manifest;
  }
}
