package twinstream.result;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

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
    String publishableReason) {

  static final String FILE = "manifest.json";

  public RunManifest {
    planned = List.copyOf(planned);
    scenarios = List.copyOf(scenarios);
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
        publishableReason);
  }

  public void save(Path runDir) {
    Json.write(runDir.resolve(FILE), this);
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
