package twinstream.result;

/// Two names of trials that are compared: second relative to first.
///
/// @param first name of the transport that is the reference
/// @param second name of the other; `first` plus [#AGAIN] for a self-check, the same transport
///   twice in a block; `first` plus [#GATLING] where two observers read the same transport
public record Pair(String first, String second) {

  /// Suffix of a transport's name in a trial that repeats the transport for a self-check (A/A).
  public static final String AGAIN = "-again";

  /// Suffix of a transport's name in a trial whose readers are Gatling's: the second observer,
  /// which decides nothing between transports.
  public static final String GATLING = "-gatling";

  /// The pair that holds a transport against itself.
  public static Pair selfCheck(String transport) {
    return new Pair(transport, transport + AGAIN);
  }

  /// The pair that holds what Gatling saw of a transport against what the crowd saw.
  public static Pair observers(String transport) {
    return new Pair(transport, transport + GATLING);
  }

  /// The transport that serves a trial: its name without the suffix of a repeat or an observer.
  public static String transportOf(String name) {
    return without(GATLING, withoutRepeat(name));
  }

  /// The name without the suffix of a repeat.
  public static String withoutRepeat(String name) {
    return without(AGAIN, name);
  }

  private static String without(String suffix, String name) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  /// True for the name of a trial whose readers are Gatling's.
  public static boolean isByGatling(String name) {
    return name.endsWith(GATLING);
  }

  /// True when both sides are the same transport, so that any difference is the instrument's own.
  public boolean selfCheck() {
    return second.equals(first + AGAIN);
  }

  /// True when both sides are the same transport, read by two observers.
  public boolean ofObservers() {
    return second.equals(first + GATLING);
  }
}
