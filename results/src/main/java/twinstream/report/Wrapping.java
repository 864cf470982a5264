package twinstream.report;

import java.util.ArrayList;
import java.util.List;

/// Text for a terminal of 100 columns.
final class Wrapping {
  private static final int COLUMNS = 100;

  private Wrapping() {}

  /// Appends lines of at most 100 columns; those after the first are indented by two more.
  static void to(StringBuilder out, String text, String indent) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    var line = new StringBuilder(indent).append(words.removeFirst());
    for (String word : words) {
      if (line.length() + 1 + word.length() > COLUMNS) {
        out.append(line).append('\n');
        line = new StringBuilder(indent).append("  ").append(word);
      } else {
        line.append(' ').append(word);
      }
    }
    out.append(line).append('\n');
  }
}
