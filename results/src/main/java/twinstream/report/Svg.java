package twinstream.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One picture, written as text. Colours and dashes come from the page's style by class, so that
/// they follow light, dark and print. Coordinates have one decimal: the same picture is the same
/// text.
final class Svg {
  record Point(double x, double y) {}

  private final StringBuilder out = new StringBuilder();

  /// @param title what the picture shows, for those who do not see it
  Svg(double width, double height, String title) {
    out.append(
        "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(number(width), number(height), Html.escape(title)));
    out.append(Html.element("title", title));
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    out.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(style, number(x1), number(y1), number(x2), number(y2)));
  }

  void box(String style, double x, double y, double width, double height) {
    out.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
            .formatted(style, number(x), number(y), number(width), number(height)));
  }

  void dot(String style, double x, double y, double radius) {
    out.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n"
            .formatted(style, number(x), number(y), number(radius)));
  }

  void curve(String style, List<Point> points) {
    out.append("<polyline class=\"%s\" points=\"%s\"/>\n".formatted(style, list(points)));
  }

  void area(String style, List<Point> points) {
    out.append("<polygon class=\"%s\" points=\"%s\"/>\n".formatted(style, list(points)));
  }

  /// @param anchor `start`, `middle` or `end`
  void text(String style, double x, double y, String anchor, String text) {
    out.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(style, number(x), number(y), anchor, Html.escape(text)));
  }

  String done() {
    return out + "</svg>\n";
  }

  private static String list(List<Point> points) {
    return points.stream()
        .map(point -> number(point.x()) + "," + number(point.y()))
        .collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
