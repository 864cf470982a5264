package twinstream.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import twinstream.result.RunFiles;

/// Changes files of a run as a mistake or a cheat would.
record Planted(Path run) {

  /// A copy of a run that may be changed.
  static Planted copy(Path run, Path folder) {
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.toList()) {
        Path to = folder.resolve(run.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Planted(folder);
  }

  Path trial(String id) {
    return run.resolve("trials").resolve(id);
  }

  /// Replaces text that must be there, once.
  void replace(Path file, String what, String with) throws IOException {
    change(
        file,
        text -> {
          int at = text.indexOf(what);
          if (at < 0) {
            throw new AssertionError(what + " is not in " + file);
          }
          return text.substring(0, at) + with + text.substring(at + what.length());
        });
  }

  void change(Path file, UnaryOperator<String> change) throws IOException {
    Files.writeString(file, change.apply(Files.readString(file)));
  }

  /// The same for a table of replies.
  void changeRows(Path file, UnaryOperator<String> change) throws IOException {
    String rows;
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      rows = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(change.apply(rows).getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Makes all hashes fit what is there now.
  void hide(String trial, String file, String before) throws IOException {
    String after = hash(trial(trial).resolve(file));
    replace(trial(trial).resolve("result.json"), before, after);
    var _ = RunFiles.seal(run);
  }

  static String hash(Path file) throws IOException {
    return RawFiles.sha256(Files.readAllBytes(file));
  }

  void swap(String one, String other) throws IOException {
    Path aside = run.resolve("aside");
    Files.move(trial(one), aside);
    Files.move(trial(other), trial(one));
    Files.move(aside, trial(other));
  }

  void remove(String trial) throws IOException {
    try (Stream<Path> files = Files.list(trial(trial))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(trial(trial));
  }
}
