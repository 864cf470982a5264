package twinstream.transport;

import java.util.Collection;
import java.util.stream.Collectors;

/// Names of what every open stream tells of itself, and what the twins call by different names in
/// the same words.
public final class StreamSettings {
  /// Silence after which the connection is closed, ms.
  public static final String IDLE = "stream.idle.millis";

  /// What this stream's bytes are compressed with.
  public static final String CODING = "compression.used";

  /// What the server would compress with if a reader asked for it.
  public static final String ACCEPTED = "compression.accepted";

  /// Stands for no compression.
  public static final String NONE = "none";

  private StreamSettings() {}

  /// Compressions in the same words on both sides: what HTTP calls `gzip` and WebSocket
  /// `permessage-deflate` is the same algorithm.
  static String coding(Collection<String> names) {
    String codings =
        names.stream()
            .map(name -> name.replace("permessage-deflate", "deflate").replace("gzip", "deflate"))
            .sorted()
            .collect(Collectors.joining("+"));
    return codings.isEmpty() ? NONE : codings;
  }
}
