package twinstream.selftest;

/// What one check of the instrument came to.
///
/// @param id of the check, as in `S2`
/// @param planted what was done on purpose, or is held to be so
/// @param seen what the instrument said
/// @param outcome whether that is right
public record Finding(String id, String planted, String seen, Outcome outcome) {

  /// Whether the instrument noticed.
  public enum Outcome {
    PASS("pass"),
    FAIL("FAIL"),
    NOT_AVAILABLE("not available");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    static Outcome of(boolean right) {
      return right ? PASS : FAIL;
    }
  }

  static Finding of(String id, String planted, String seen, boolean right) {
    return new Finding(id, planted, seen, Outcome.of(right));
  }

  static Finding notAvailable(String id, String planted, String why) {
    return new Finding(id, planted, why, Outcome.NOT_AVAILABLE);
  }

  /// One line: planted → seen → pass or fail.
  public String sentence() {
    return outcome == Outcome.NOT_AVAILABLE
        ? "%-3s %s → not available: %s".formatted(id, planted, seen)
        : "%-3s %s → %s → %s".formatted(id, planted, seen, outcome.word());
  }
}
