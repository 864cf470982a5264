package twinstream.report;

import java.util.List;

/// Rows for people; each report writes them in its own way.
///
/// @param caption what the rows are
/// @param headers names of the columns
/// @param rows cells as text, as many as headers
record Table(String caption, List<String> headers, List<List<String>> rows) {

  private static final int LONGEST_UNBROKEN = 32;

  /// GitHub's Markdown.
  String markdown() {
    var text = new StringBuilder();
    line(text, headers);
    line(text, headers.stream().map(header -> "---").toList());
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  String html() {
    var text = new StringBuilder("<div class=\"scroll\"><table>\n");
    text.append("<caption>").append(Html.escape(caption)).append("</caption>\n<thead><tr>");
    headers.forEach(
        header -> text.append("<th scope=\"col\">").append(Html.escape(header)).append("</th>"));
    text.append("</tr></thead>\n<tbody>\n");
    for (var row : rows) {
      text.append("<tr>");
      row.forEach(cell -> text.append(cell(cell)));
      text.append("</tr>\n");
    }
    return text.append("</tbody></table></div>\n").toString();
  }

  /// Short cells stay on one line.
  private static String cell(String text) {
    String tag = text.length() <= LONGEST_UNBROKEN ? "<td class=\"short\">" : "<td>";
    return tag + Html.escape(text) + "</td>";
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append('|');
    cells.forEach(cell -> text.append(' ').append(Markdown.cell(cell)).append(" |"));
    text.append('\n');
  }
}
