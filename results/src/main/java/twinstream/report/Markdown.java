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
        .replace("![", "\\![")
        .replace("](", "\\](")
        .replaceAll("\\R", " ");
  }

  /// The same inside a table.
  static String cell(String text) {
    return escape(text).replace("|", "\\|");
  }

  /// The text as a block of code, behind a fence that it can't close.
  static String code(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence + "\n" + text + "\n" + fence + "\n\n";
  }
}
