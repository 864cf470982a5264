package twinstream.workload;

/// A request that breaks the wire contract. The message is one sentence for the sender, safe to
/// send back: a value in it is shortened and free of control characters.
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_CHARACTERS = 40;

  public BadRequestException(String message) {
    super(message);
  }

  static BadRequestException wrong(String parameter, String rule, String value) {
    return new BadRequestException(
        "%s must be %s, but is \"%s\"".formatted(parameter, rule, shown(value)));
  }

  /// The value's first 40 code points; what would not print or would reorder the line becomes `?`.
  public static String shown(String value) {
    StringBuilder text = new StringBuilder();
    value
        .codePoints()
        .limit(SHOWN_CHARACTERS)
        .map(c -> prints(c) ? c : '?')
        .forEach(text::appendCodePoint);
    return value.codePointCount(0, value.length()) > SHOWN_CHARACTERS
        ? text + "…"
        : text.toString();
  }

  private static boolean prints(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
