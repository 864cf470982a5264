package twinstream.delivery;

import java.util.Locale;

/// What happens when a reader is so slow that its outbox is full.
public enum Overflow {
  /// The reader is cut off, counted as such, and may come back.
  DISCONNECT,
  /// The newest token is dropped and counted; the reader sees a hole in the indexes.
  DROP;

  /// `disconnect` or `drop`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException with the rule and the value
  public static Overflow of(String text) {
    for (Overflow overflow : values()) {
      if (overflow.toString().equals(text)) {
        return overflow;
      }
    }
    throw new IllegalArgumentException(
        "overflow must be disconnect or drop, but is \"%s\"".formatted(text));
  }
}
