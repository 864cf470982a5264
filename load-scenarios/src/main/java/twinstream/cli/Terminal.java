package twinstream.cli;

/// What the terminal can show.
final class Terminal {
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
