package twinstream.verify;

import java.util.ArrayList;
import java.util.List;

/// Takes `REPORT.md` apart: one line is one paragraph, item or row; the caption of a table is the
/// emphasised paragraph before it.
final class MarkdownPage {
  private static final String FENCE = "```";

  private final List<Page.Sentence> sentences = new ArrayList<>();
  private final List<Page.PrintedTable> tables = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private String heading = "";
  private String caption = "";
  private String fence = "";

  private MarkdownPage() {}

  static Page of(String markdown) {
    var page = new MarkdownPage();
    markdown.lines().forEach(page::line);
    page.endTable();
    return new Page(page.sentences, page.tables);
  }

  private void line(String line) {
    if (!line.startsWith("|")) {
      endTable();
    }
    if (!fence.isEmpty() || line.startsWith(FENCE)) {
      code(line);
    } else if (line.startsWith("|")) {
      rows.add(cells(line));
    } else if (line.startsWith("#")) {
      heading = plain(line.replaceFirst("^#+ ", ""));
      if (line.startsWith("# ")) {
        sentence(heading);
      }
    } else if (line.startsWith("**")) {
      sentence(plain(line.substring(2, Math.max(2, line.length() - 2))));
    } else if (line.startsWith("*")) {
      caption = plain(line.substring(1, Math.max(1, line.length() - 1)));
    } else if (line.startsWith("- ")) {
      sentence(plain(line.substring(2)));
    } else if (!line.isBlank()) {
      sentence(plain(line));
    }
  }

  private void code(String line) {
    if (fence.isEmpty()) {
      fence = line;
    } else if (line.equals(fence)) {
      fence = "";
    } else {
      sentence(line);
    }
  }

  private void sentence(String text) {
    sentences.add(new Page.Sentence(heading, text));
  }

  private void endTable() {
    if (rows.size() >= 2) {
      tables.add(
          new Page.PrintedTable(
              caption, rows.getFirst(), List.copyOf(rows.subList(2, rows.size()))));
    }
    rows.clear();
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int start = 1;
    for (int i = 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == '|') {
        cells.add(plain(line.substring(start, i).strip()));
        start = i + 1;
      }
    }
    return cells;
  }

  private static String plain(String markdown) {
    var text = new StringBuilder();
    for (int i = 0; i < markdown.length(); i++) {
      if (markdown.charAt(i) == '\\' && i + 1 < markdown.length()) {
        text.append(markdown.charAt(++i));
      } else if (markdown.startsWith("&amp;", i)) {
        text.append('&');
        i += "&amp;".length() - 1;
      } else if (markdown.startsWith("&lt;", i)) {
        text.append('<');
        i += "&lt;".length() - 1;
      } else {
        text.append(markdown.charAt(i));
      }
    }
    return text.toString();
  }
}
