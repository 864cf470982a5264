package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The trials of a run folder: `trials/<id>/` with `result.json` and the files of its measurement.
/// A trial appears there whole or not at all, so a run that was interrupted can be read and
/// continued.
public final class ResultFiles {
  private static final String TRIALS = "trials";
  private static final String RESULT = "result.json";

  private ResultFiles() {}

  /// Folder for the measurement of a trial that is under way; [#loadResults] does not see it. On
  /// the file system of the run, so that it can be moved in one step.
  public static Path temporary(Path runDir, TrialKey key) {
    return runDir.resolve(TRIALS).resolve("." + key.id() + ".tmp");
  }

  static Path folder(Path runDir, TrialKey key) {
    return runDir.resolve(TRIALS).resolve(key.id());
  }

  /// Adds `result.json`, with the hashes of the files beside it, and moves the folder to its place
  /// in one step.
  ///
  /// @param finished folder that [MeasurementFiles#save] filled, on the file system of the run
  /// @return the result with its hashes
  public static Result save(Path runDir, Path finished, Result result) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String name : MeasurementFiles.names(finished)) {
      hashes.put(name, Fingerprint.ofFile(finished.resolve(name)));
    }
    Result complete = result.withFiles(hashes);
    Json.write(finished.resolve(RESULT), complete);
    try {
      Path trials = Files.createDirectories(runDir.resolve(TRIALS));
      Files.move(finished, trials.resolve(result.key().id()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return complete;
  }

  /// All finished trials of a run in the order in which they started.
  ///
  /// @throws DamagedRunException if a file of one of them is not whole
  public static List<Result> loadResults(Path runDir) {
    Path trials = runDir.resolve(TRIALS);
    if (!Files.isDirectory(trials)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(trials)) {
      return folders
          .filter(folder -> !folder.getFileName().toString().startsWith("."))
          .filter(Files::isDirectory)
          .map(folder -> Json.read(folder.resolve(RESULT), Result.class))
          .sorted(Comparator.comparing(Result::started).thenComparing(result -> result.key().id()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The measurement that a result was made of.
  ///
  /// @throws DamagedRunException if a file is not the one that was saved with the result
  public static Measurement loadMeasurement(Path runDir, Result result) {
    Path folder = folder(runDir, result.key());
    result
        .files()
        .forEach((name, hash) -> {
          Path file = folder.resolve(name);
          if (!Fingerprint.ofFile(file).equals(hash)) {
            throw new DamagedRunException(file, "has changed since the trial was saved");
          }
        });
    return MeasurementFiles.load(folder);
  }
}
