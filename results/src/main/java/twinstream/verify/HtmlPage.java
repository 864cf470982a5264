package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes `report.html` apart. The strip of tiles is a table, too, of two columns.
final class HtmlPage {
  /// Caption of the strip of tiles.
  static final String STRIP = "Can this be trusted?";

  private static final Pattern PICTURES = Pattern.compile("(?s)<svg.*?</svg>|<style>.*?</style>");
  private static final Pattern ELEMENT =
      Pattern.compile(
          "(?s)<(h1|h2|h3|p|li|pre|caption|th|td|dt|dd)(?: [^>]*)?>(.*?)</\\1>|<(tr|/table|/dl)>");

  private final List<Page.Sentence> sentences = new ArrayList<>();
  private final List<Page.PrintedTable> tables = new ArrayList<>();
  private List<String> headers = new ArrayList<>();
  private List<List<String>> rows = new ArrayList<>();
  private String heading = "";
  private String caption = "";

  private HtmlPage() {}

  static Page of(String html) {
    var page = new HtmlPage();
    Matcher elements = ELEMENT.matcher(PICTURES.matcher(html).replaceAll(""));
    while (elements.find()) {
      if (elements.group(3) == null) {
        page.element(elements.group(1), plain(elements.group(2)));
      } else {
        page.mark(elements.group(3));
      }
    }
    return new Page(page.sentences, page.tables);
  }

  private void element(String name, String text) {
    switch (name) {
      case "h1" -> sentence(text);
      case "h2", "h3" -> heading = text;
      case "caption" -> caption = text;
      case "th" -> headers.add(text);
      case "td", "dd" -> rows.getLast().add(text);
      case "dt" -> rows.add(new ArrayList<>(List.of(text)));
      default -> sentence(text);
    }
  }

  private void mark(String name) {
    switch (name) {
      case "tr" -> rows.add(new ArrayList<>());
      case "/dl" -> endTable(STRIP);
      default -> endTable(caption);
    }
  }

  private void endTable(String name) {
    // The row of headers has no cells of its own.
    rows.removeIf(List::isEmpty);
    tables.add(new Page.PrintedTable(name, headers, rows));
    headers = new ArrayList<>();
    rows = new ArrayList<>();
  }

  private void sentence(String text) {
    sentences.add(new Page.Sentence(heading, text));
  }

  private static String plain(String html) {
    return html.replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
