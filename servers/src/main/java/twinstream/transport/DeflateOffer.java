package twinstream.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.eclipse.jetty.util.compression.InflaterPool;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.WebSocketComponents;

/// The set-up of `permessage-deflate`, and the answer to what readers offer of it (RFC 7692, 7.1).
final class DeflateOffer {
  static final String NAME = "permessage-deflate";

  private static final String SERVER_RESET = "server_no_context_takeover";
  private static final String CLIENT_RESET = "client_no_context_takeover";
  private static final String CLIENT_WINDOW = "client_max_window_bits";
  // Jetty's deflater has one window, so an offer with server_max_window_bits is declined.
  private static final Set<String> KNOWN = Set.of(SERVER_RESET, CLIENT_RESET, CLIENT_WINDOW);

  private DeflateOffer() {}

  /// Components whose compressors are those of the other twin: zlib's defaults.
  ///
  /// None is kept for others. Jetty 12.1.14 gives a deflater back when the connection ends, though
  /// a message may be in it on another thread: from a pool, another stream would get it.
  static WebSocketComponents components() {
    return components(new DeflaterPool(0, Deflater.DEFAULT_COMPRESSION, true));
  }

  static WebSocketComponents components(DeflaterPool deflaters) {
    return new WebSocketComponents(null, null, null, new InflaterPool(0, true), deflaters);
  }

  /// The first offer that can be kept, as it is agreed on; empty for none.
  ///
  /// @param offers in the reader's order of preference
  /// @param reset true to begin each message with a fresh context whether the reader asks for it or
  ///   not
  static List<ExtensionConfig> agreed(List<ExtensionConfig> offers, boolean reset) {
    return offers.stream()
        .filter(DeflateOffer::canBeKept)
        .limit(1)
        .map(offer -> agreed(offer.getParameters(), reset))
        .toList();
  }

  private static boolean canBeKept(ExtensionConfig offer) {
    Map<String, String> parameters = offer.getParameters();
    return offer.getName().equals(NAME)
        && KNOWN.containsAll(parameters.keySet())
        && parameters.get(SERVER_RESET) == null
        && parameters.get(CLIENT_RESET) == null;
  }

  private static ExtensionConfig agreed(Map<String, String> offered, boolean reset) {
    Map<String, String> parameters = new HashMap<>(offered);
    parameters.remove(CLIENT_WINDOW);
    if (reset) {
      parameters.put(SERVER_RESET, null);
    }
    return new ExtensionConfig(NAME, parameters);
  }
}
