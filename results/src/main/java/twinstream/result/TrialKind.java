package twinstream.result;

import java.util.Locale;
import java.util.Map;

/// What a trial must have produced to count. The plan writes it into the trial's parameters under
/// [#PARAMETER].
public enum TrialKind {
  /// Tokens have due times.
  PACED,
  /// Tokens are sent as fast as the readers take them.
  FLOOD,
  /// Streams are opened in levels, and memory is read at each.
  LADDER,
  /// Paced streams come and stay, more and more, until the servers keep up no longer.
  RAMP,
  /// Paced, while servers go and come: streams that break and readers who come back are the
  /// question, not an accident.
  FAILOVER;

  /// Name of the parameter that holds the kind, in lower case.
  public static final String PARAMETER = "kind";

  /// Kind from the parameters; paced when they do not name one.
  ///
  /// @throws IllegalArgumentException if they name another
  public static TrialKind of(Map<String, String> parameters) {
    return valueOf(parameters.getOrDefault(PARAMETER, "paced").toUpperCase(Locale.ROOT));
  }
}
