package twinstream.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twinstream.result.Distribution;
import twinstream.result.Environment;
import twinstream.result.Microbenchmarks;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.TrialKind;

/// The files of a run: are they all there, are they those that were saved, and what is in them?
final class RunFolder {
  static final String MANIFEST = "manifest.json";
  static final String MARKDOWN = "REPORT.md";
  static final String HTML = "report.html";
  private static final String TRIALS = "trials/";

  /// Files without a hash in the manifest: itself, and what is made of the others.
  private static final Set<String> DERIVED = Set.of(MANIFEST, MARKDOWN, HTML);

  private final Path runDir;
  private final RunManifest manifest;
  private final Findings findings;

  RunFolder(Path runDir, RunManifest manifest, Findings findings) {
    this.runDir = runDir;
    this.manifest = manifest;
    this.findings = findings;
  }

  /// SHA-256 of every file against the manifest.
  void hashes() {
    Map<String, Path> present = files();
    manifest
        .files()
        .forEach((name, hash) -> {
          Path file = present.get(name);
          String found = file == null ? "missing" : hashOf(file);
          findings.same(Kind.HASHES, name, "SHA-256 in " + MANIFEST, hash, found);
        });
    if (!manifest.files().isEmpty()) {
      present.keySet().stream()
          .filter(name -> !manifest.files().containsKey(name) && !DERIVED.contains(name))
          .forEach(
              name -> findings.wrong(Kind.HASHES, name, "the file itself", "present", "unknown"));
    }
  }

  private Map<String, Path> files() {
    try (Stream<Path> files = Files.walk(runDir)) {
      Map<String, Path> byName = new TreeMap<>();
      files
          .filter(Files::isRegularFile)
          .forEach(file -> byName.put(runDir.relativize(file).toString().replace('\\', '/'), file));
      return byName;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hashOf(Path file) {
    try {
      return RawFiles.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /// Trials in the order in which they started, each held against its own files.
  List<Trial> trials(String environment) {
    List<Trial> trials = new ArrayList<>();
    for (String id : trialIds()) {
      trial(id, environment).ifPresent(trials::add);
    }
    trials.sort((a, b) -> {
      int byStart = a.stated().started().compareTo(b.stated().started());
      return byStart != 0 ? byStart : a.key().id().compareTo(b.key().id());
    });
    return trials;
  }

  /// Microbenchmarks that were put beside the run.
  Optional<Microbenchmarks> micro() {
    Path file = runDir.resolve(Microbenchmarks.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Microbenchmarks.load(file));
    } catch (IllegalArgumentException e) {
      findings.wrong(
          Kind.RAW,
          Microbenchmarks.FILE,
          "the whole file",
          String.valueOf(e.getMessage()),
          "whole");
      return Optional.empty();
    }
  }

  /// Names of the folders of trials; those of a trial that was under way begin with a dot.
  Set<String> trialIds() {
    Path trials = runDir.resolve(TRIALS);
    if (!Files.isDirectory(trials)) {
      return Set.of();
    }
    try (Stream<Path> folders = Files.list(trials)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .collect(Collectors.toCollection(java.util.TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Trial> trial(String id, String environment) {
    String folder = TRIALS + id + "/";
    var stated = read(folder + RawFiles.RESULT, file -> RawFiles.json(file, Result.class));
    if (stated.isEmpty()) {
      return Optional.empty();
    }
    Result result = stated.get();
    findings.same(Kind.RESULTS, folder + RawFiles.RESULT, "key", result.key().id(), id);
    result
        .files()
        .forEach((name, hash) ->
            findings.same(
                Kind.HASHES,
                folder + name,
                "SHA-256 in " + RawFiles.RESULT,
                hash,
                hashOf(runDir.resolve(folder + name))));
    Trial trial =
        raw(folder, result).map(raw -> Trial.of(result, raw)).orElse(Trial.asStated(result));
    new StatedChecks(trial, folder + RawFiles.RESULT, findings).run(manifest, environment);
    return Optional.of(trial);
  }

  private Optional<RawTrial> raw(String folder, Result result) {
    var counters =
        read(
            folder + RawFiles.COUNTERS,
            file -> RawFiles.json(file, twinstream.result.Measurement.class));
    var distributions = read(folder + RawFiles.DISTRIBUTIONS, RawFiles::distributions);
    var rows = read(folder + RawFiles.REPLIES, RawFiles::replies);
    if (counters.isEmpty() || distributions.isEmpty() || rows.isEmpty()) {
      return Optional.empty();
    }
    var raw =
        new RawTrial(
            TrialKind.of(result.parameters()),
            counters.get(),
            distributions.get(),
            rows.get(),
            sides(folder, result));
    new RowChecks(raw, folder, findings).run();
    return Optional.of(raw);
  }

  private Map<String, Map<Distribution, Buckets>> sides(String folder, Result result) {
    Map<String, Map<Distribution, Buckets>> sides = new TreeMap<>();
    for (String name : result.files().keySet()) {
      if (name.matches("distributions-.*\\.hlog")) {
        String transport = name.substring("distributions-".length(), name.lastIndexOf('.'));
        read(folder + name, RawFiles::distributions)
            .ifPresent(distributions -> sides.put(transport, distributions));
      }
    }
    return sides;
  }

  /// Reads a file of the run.
  @FunctionalInterface
  private interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private <T> Optional<T> read(String name, Reader<T> reader) {
    try {
      return Optional.of(reader.read(runDir.resolve(name)));
    } catch (IOException e) {
      String problem =
          Files.exists(runDir.resolve(name)) ? "damaged: " + e.getMessage() : "missing";
      findings.wrong(Kind.RAW, name, "the whole file", problem, "a whole file");
      return Optional.empty();
    }
  }

  /// Where the run took place; empty where the file is damaged.
  Optional<Environment> environment() {
    return read(Environment.FILE, file -> RawFiles.json(file, Environment.class));
  }

  /// A report; empty where it is missing.
  Optional<String> report(String name) {
    return read(name, Files::readString);
  }
}
