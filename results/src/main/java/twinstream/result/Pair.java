package twinstream.result;

/// Two transports that are compared: second relative to first.
///
/// @param first name of the transport that is the reference
/// @param second name of the other; `first` plus [#AGAIN] for a self-check, the same transport
///   twice in a block
public record Pair(String first, String second) {

  /// Suffix of a transport's name in a trial that repeats the transport for a self-check (A/A).
  public static final String AGAIN = "-again";

  /// The pair that holds a transport against itself.
  public static Pair selfCheck(String transport) {
    return new Pair(transport, transport + AGAIN);
  }

  /// The transport that serves a trial: its name without the suffix of a repeat.
  public static String transportOf(String name) {
    return name.endsWith(AGAIN) ? name.substring(0, name.length() - AGAIN.length()) : name;
  }

  /// True when both sides are the same transport, so that any difference is the instrument's own.
  public boolean selfCheck() {
    return second.equals(first + AGAIN);
  }
}
