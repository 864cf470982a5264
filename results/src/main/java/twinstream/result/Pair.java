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

  /// Stands between a transport's name and the setting in which the trial differs from others of
  /// its block: `sse-h1@nodes=4`.
  public static final String VARIED = "@";

  /// How the setting begins that says how many nodes a trial had.
  public static final String NODES = "nodes=";

  /// Name of the trials of a transport under a setting of their own.
  ///
  /// @param setting as `nodes=4`
  public static String varied(String transport, String setting) {
    return transport + VARIED + setting;
  }

  /// The setting in which a trial differs from others of its block, as `nodes=4`; empty where there
  /// is none.
  public static String settingOf(String name) {
    String plain = without(GATLING, withoutRepeat(name));
    int at = plain.indexOf(VARIED);
    return at < 0 ? "" : plain.substring(at + VARIED.length());
  }

  /// The name of that setting, as `nodes`; empty where there is none.
  public static String settingNameOf(String name) {
    String setting = settingOf(name);
    return setting.substring(0, Math.max(0, setting.indexOf('=')));
  }

  /// How many nodes the name of a trial says that it had, from `nodes=4`; 0 where it does not say.
  public static int nodesOf(String name) {
    String setting = settingOf(name);
    return setting.matches(NODES + "[1-9][0-9]{0,5}")
        ? Integer.parseInt(setting.substring(NODES.length()))
        : 0;
  }

  /// The pair that holds a transport against itself.
  public static Pair selfCheck(String transport) {
    return new Pair(transport, transport + AGAIN);
  }

  /// The pair that holds what Gatling saw of a transport against what the crowd saw.
  public static Pair observers(String transport) {
    return new Pair(transport, transport + GATLING);
  }

  /// The transport that serves a trial: its name without a setting of its own and the suffix of a
  /// repeat or an observer.
  public static String transportOf(String name) {
    String plain = without(GATLING, withoutRepeat(name));
    int at = plain.indexOf(VARIED);
    return at < 0 ? plain : plain.substring(0, at);
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
