package twinstream.transport;

import java.util.List;
import java.util.Map;

/// How tokens cross: the only thing in which the twins differ. All else (paths, refusals, pacing,
/// queueing, limits, set-up) is shared code that is handed one of these.
public sealed interface Transport permits HttpTransport, TcpTransport {

  /// Name in commands, result files and reports, such as `sse-h1`.
  String name();

  /// True when an open stream takes further requests as messages, so that the first may come as
  /// one, too.
  boolean asksByMessage();

  /// The same transport, compressing for readers that offer to decompress.
  ///
  /// @throws IllegalArgumentException naming the ways it has, when this is none of them, or when it
  ///   does not run on this machine
  default Transport compressing(Compression compression) {
    var _ = compression.among(List.of(Compression.OFF), name());
    return this;
  }

  /// What its server would compress with if a reader asked for it, read from what that is done by;
  /// in the words of [StreamSettings].
  default String accepted() {
    return StreamSettings.NONE;
  }

  /// Settings of a live server that this transport alone has, or has otherwise than the others, and
  /// why: what stands here is no broken parity.
  default Map<String, String> differences() {
    return Map.of();
  }
}
