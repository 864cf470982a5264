package twinstream.probe;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one path did to one transport.
///
/// @param path `direct`, or the balancer's name
/// @param transport that the reader speaks
/// @param outcome how tokens arrived, or `upgrade lost`, or why there is nothing to say
/// @param tokensPerArrival median of how many tokens came with a token, itself included; 0 where
///   none came
/// @param lateMillis median time from a token's due time to its arrival, ms; null where none came
/// @param silence what became of a stream without heartbeats, null when that was left out
/// @param heartbeat the same with a heartbeat every 15 s
/// @param mend settings that mend what is wrong, each with its program; empty where nothing is
public record PathRow(
    String path,
    String transport,
    String outcome,
    int tokensPerArrival,
    @Nullable Double lateMillis,
    @Nullable Silence silence,
    @Nullable Silence heartbeat,
    List<String> mend) {

  public PathRow {
    mend = List.copyOf(mend);
  }

  /// What became of a silent stream.
  ///
  /// @param cutAfterSeconds null when it lived as long as it was looked at
  /// @param setting whose time-out it was, empty when it lived or nobody knows
  public record Silence(@Nullable Double cutAfterSeconds, String setting) {
    boolean lived() {
      return cutAfterSeconds == null;
    }

    String shown() {
      if (cutAfterSeconds == null) {
        return "lives";
      }
      return "cut after %s s%s".formatted(cutAfterSeconds, setting.isEmpty() ? "" : ", " + setting);
    }
  }

  /// The same once it is known what became of silent streams.
  PathRow with(Silence silent, Silence beating, List<String> furtherMend) {
    return new PathRow(
        path,
        transport,
        outcome,
        tokensPerArrival,
        lateMillis,
        silent,
        beating,
        Stream.concat(mend.stream(), furtherMend.stream()).toList());
  }

  /// True when silence ends it and heartbeats keep it.
  boolean isCut() {
    return silence != null && !silence.lived() && heartbeat != null && heartbeat.lived();
  }

  String lateShown() {
    return lateMillis == null ? "–" : Millis.shown(Math.round(lateMillis * 1_000_000));
  }

  String perArrivalShown() {
    return tokensPerArrival == 0 ? "–" : Integer.toString(tokensPerArrival);
  }
}
