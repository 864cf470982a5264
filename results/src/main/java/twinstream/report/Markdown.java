package twinstream.report;

/// Text that means nothing but itself in Markdown.
final class Markdown {
  private Markdown() {}

  static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("`", "\\`")
        .replaceAll("\\R", " ");
  }

  /// The same inside a table.
  static String cell(String text) {
    return escape(text).replace("|", "\\|");
  }
}
