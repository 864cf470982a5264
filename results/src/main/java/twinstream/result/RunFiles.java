package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files that a run consists of. Reports are none of them: they are made of these.
public final class RunFiles {
  private static final Pattern JVM = Pattern.compile("(\"jvm\" : \")[^\"]*(\")");

  private RunFiles() {}

  /// Writes the SHA-256 of every file of a run that has finished into its manifest.
  ///
  /// @return the manifest as it stands now
  /// @throws DamagedRunException if a file cannot be read
  public static RunManifest seal(Path runDir) {
    Map<String, String> hashes = new TreeMap<>();
    hash(runDir, runDir.resolve(Environment.FILE), hashes);
    for (Result result : ResultFiles.loadResults(runDir)) {
      Path folder = ResultFiles.folder(runDir, result.key());
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(file -> hash(runDir, file, hashes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Path micro = runDir.resolve(Microbenchmarks.FILE);
    if (Files.exists(micro)) {
      hash(runDir, micro, hashes);
    }
    RunManifest sealed = RunManifest.load(runDir).withFiles(hashes);
    sealed.save(runDir);
    return sealed;
  }

  /// Puts a file of microbenchmarks beside a run that has finished, in the place of an earlier one:
  /// as JMH wrote it, but for the folder of its JVM, as a run is for others to read.
  ///
  /// @throws IllegalArgumentException if the file holds no results of JMH
  public static void attach(Path runDir, Path micro) {
    var _ = Microbenchmarks.load(micro);
    RunManifest manifest = RunManifest.load(runDir);
    Path kept = runDir.resolve(Microbenchmarks.FILE);
    try {
      Files.writeString(kept, JVM.matcher(Files.readString(micro)).replaceAll("$1java$2"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!manifest.files().isEmpty()) {
      Map<String, String> hashes = new TreeMap<>(manifest.files());
      hash(runDir, kept, hashes);
      manifest.withFiles(hashes).save(runDir);
    }
  }

  private static void hash(Path runDir, Path file, Map<String, String> hashes) {
    String name = runDir.relativize(file).toString().replace('\\', '/');
    hashes.put(name, Fingerprint.ofFile(file));
  }
}
