package twinstream.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The text files in which Linux tells about itself. What is missing or can't be read is empty or
/// `unknown`: on another system all of it is, and nothing here throws.
///
/// @param root of the file system; another folder in tests
record SystemFiles(Path root) {
  static final String UNKNOWN = "unknown";

  boolean has(String file) {
    return Files.exists(root.resolve(file));
  }

  /// In one large read: files under `/proc/sys` end early when read in small ones.
  List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException _) {
      return List.of();
    }
  }

  /// The first line, with single spaces.
  String line(String file) {
    return lines(file).stream()
        .map(line -> line.replaceAll("\\s+", " ").strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse(UNKNOWN);
  }

  /// What stands behind the colon of the first line that starts with a name.
  String field(String file, String name) {
    return fields(file, name).stream().findFirst().orElse(UNKNOWN);
  }

  /// What stands behind the colons of all lines that start with a name.
  List<String> fields(String file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .toList();
  }

  /// The number behind a word, as in `tw 12`, on the first line that starts with another.
  OptionalLong numberBehind(String file, String start, String word) {
    for (String line : lines(file)) {
      List<String> words = List.of(line.strip().split("\\s+"));
      int at = words.indexOf(word);
      if (line.startsWith(start) && at >= 0 && at + 1 < words.size()) {
        return number(words.get(at + 1));
      }
    }
    return OptionalLong.empty();
  }

  /// Paths of what a folder holds, in the order of their names, where the name is of a form.
  List<String> paths(String folder, String form) {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> name.matches(form))
          .sorted()
          .map(name -> folder + "/" + name)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  static String told(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : UNKNOWN;
  }
}
