package twinstream.delivery;

/// How closely a server's clock follows due times: a factor, whose price is wake-ups.
public enum Precision {
  /// Ticks of a millisecond: what is due in one of them goes out together, half a tick late on
  /// average.
  TICK("1ms", 1_000_000),
  /// Ticks so short that the operating system's timers decide.
  EXACT("exact", 10_000);

  private final String text;
  private final long tickNanos;

  Precision(String text, long tickNanos) {
    this.text = text;
    this.tickNanos = tickNanos;
  }

  /// Length of a tick, ns.
  public long tickNanos() {
    return tickNanos;
  }

  @Override
  public String toString() {
    return text;
  }

  /// @throws IllegalArgumentException with the rule and the value
  public static Precision of(String text) {
    for (Precision precision : values()) {
      if (precision.text.equals(text)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "precision must be 1ms or exact, but is \"%s\"".formatted(text));
  }
}
