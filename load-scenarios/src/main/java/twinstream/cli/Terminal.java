package twinstream.cli;

/// What the terminal can show.
final class Terminal {
  /// Takes the line away on which the cursor stands.
  static final String CLEAR_LINE = "\r\u001b[2K";

  private Terminal() {}

  /// True when a person sits before it.
  static boolean interactive() {
    return System.console() != null && System.console().isTerminal();
  }

  /// True when colours are wanted (no-color.org).
  static boolean colours() {
    return interactive() && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
  }
}
