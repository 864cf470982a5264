package twinstream.report;

/// Text that means nothing but itself in HTML and SVG, inside elements and quoted attributes.
final class Html {
  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String element(String name, String text) {
    return "<" + name + ">" + escape(text) + "</" + name + ">\n";
  }
}
