package twinstream.transport;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import twinstream.delivery.Limits;
import twinstream.delivery.Replies;

/// WebSocket over HTTP/1.1 (RFC 6455) or over one stream of HTTP/2 (RFC 8441): it takes one request
/// after the other.
///
/// Where it differs from its twin, and why: no extension is accepted but `permessage-deflate`, and
/// that only where events are compressed, too; outgoing frames are not counted by Jetty, because
/// the outbox has one write in flight; a message is never cut into frames, as an event is never
/// cut.
final class WebSocketTransport implements HttpTransport {
  private static final int KEY_BYTES = 16;
  private static final List<String> VERSIONS = List.of("13");
  // A server that says 426 must say to what (RFC 9110, 15.5.22).
  private static final HttpField UPGRADES = new HttpField(HttpHeader.UPGRADE, "websocket");
  private static final HttpField CONNECTION_UPGRADES =
      new HttpField(HttpHeader.CONNECTION, "Upgrade");
  private static final HttpField VERSION_13 = new HttpField(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
  private static final List<Compression> COMPRESSIONS =
      List.of(Compression.OFF, Compression.DEFLATE, Compression.DEFLATE_RESET);

  private final String name;
  private final HttpVersion version;
  private final Compression compression;
  private final WebSocketMappings mappings;

  /// @param name as in commands and result files
  /// @param version of HTTP that its readers speak
  WebSocketTransport(String name, HttpVersion version) {
    this(name, version, Compression.OFF, new WebSocketComponents());
  }

  /// @param components the extensions and compressors of this transport alone
  WebSocketTransport(
      String name, HttpVersion version, Compression compression, WebSocketComponents components) {
    this.name = name;
    this.version = version;
    this.compression = compression;
    mappings = new WebSocketMappings(components);
    // Jetty's others go too: `fragment` lets a reader have each message cut as small as it likes.
    var extensions = components.getExtensionRegistry();
    List.copyOf(extensions.getAvailableExtensionNames()).forEach(extensions::unregister);
    if (isCompressed()) {
      extensions.register(DeflateOffer.NAME, Deflation.class);
    }
  }

  @Override
  public WebSocketTransport compressing(Compression wanted) {
    var _ = wanted.among(COMPRESSIONS, name);
    return wanted == compression
        ? this
        : new WebSocketTransport(name, version, wanted, DeflateOffer.components());
  }

  private boolean isCompressed() {
    return compression != Compression.OFF;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public HttpVersion version() {
    return version;
  }

  @Override
  public String accepted() {
    return StreamSettings.coding(
        mappings.getWebSocketComponents().getExtensionRegistry().getAvailableExtensionNames());
  }

  @Override
  public boolean asksByMessage() {
    return true;
  }

  @Override
  public Map<String, String> differences() {
    return Map.of(
        "ws.fragments", "an event has no frames that it could be cut into",
        "ws.frame.bytes", "what a reader of events says is a request of HTTP, which has limits too",
        "ws.input.buffer.bytes", "Jetty's, per WebSocket; HTTP's stand under http",
        "ws.output.buffer.bytes", "Jetty's, per WebSocket; HTTP's stand under http",
        "ws.queue.frames",
            "Jetty's own queue, without a bound: the outbox before it has one write in flight");
  }

  @Override
  public void check(Opening opening, Request request) {
    if (opening instanceof Opening.Example) {
      throw new Refusal(404, "the example is an event stream; ask a server of that transport");
    }
    if (Requests.isTunnelled(request)) {
      // Over HTTP/2 there is no header Upgrade (RFC 9113, 8.2.2).
      checkVersion(request, VERSION_13);
    } else {
      checkUpgrade(request);
    }
  }

  @Override
  public void open(
      Opening opening, Request request, Response response, Callback callback, Replies replies) {
    boolean tunnelled = Requests.isTunnelled(request);
    var stream =
        new Conversation(
            opening,
            replies,
            tunnelled,
            request.getConnectionMetaData().getConnector().getExecutor());
    // The reply's id is claimed by now; only a connection that is upgraded frees it by itself.
    Request.addCompletionListener(
        request,
        failure -> {
          if (failure != null) {
            stream.abandon();
          }
        });
    Request upgraded = isCompressed() ? request : FramedEndPoint.beneath(request, tunnelled);
    if (!upgrades(stream, upgraded, response, callback, replies.limits())) {
      stream.abandon();
      throw new Refusal(400, "the upgrade request is not one that RFC 6455, 4.1 allows");
    }
  }

  /// Upgrades a request, with the settings that every WebSocket of this transport has.
  ///
  /// @param frames is told each frame
  /// @return false when the request is none that can be upgraded; nothing was answered then
  boolean upgrades(
      FrameHandler frames, Request request, Response response, Callback callback, Limits limits) {
    try {
      var negotiator = new Negotiator(frames, compression == Compression.DEFLATE_RESET);
      return mappings.upgrade(negotiator, request, response, callback, limited(limits));
    } catch (HttpException.RuntimeException _) {
      // Such as a list of extensions that can't be parsed.
      return false;
    }
  }

  private Configuration.ConfigurationCustomizer limited(Limits limits) {
    var configuration = new Configuration.ConfigurationCustomizer();
    // None while the stream is open, see WebSocketStream.
    configuration.setIdleTimeout(Duration.ZERO);
    // What a reader has compressed is inflated piece by piece, so that its length is known before
    // it is in memory; Jetty could do it in one piece of 8 KiB only.
    configuration.setAutoFragment(isCompressed());
    configuration.setMaxFrameSize(limits.messageBytes());
    configuration.setMaxTextMessageSize(limits.messageBytes());
    configuration.setMaxBinaryMessageSize(limits.messageBytes());
    return configuration;
  }

  // RFC 6455, 4.2.1 and 4.4; Jetty would pass a wrong request on to the next handler.
  private static void checkUpgrade(Request request) {
    HttpVersion spoken = request.getConnectionMetaData().getHttpVersion();
    if (spoken == HttpVersion.HTTP_2) {
      throw new Refusal(
          400, "a WebSocket over HTTP/2 begins with CONNECT and :protocol websocket (RFC 8441, 4)");
    }
    if (spoken != HttpVersion.HTTP_1_1) {
      throw new Refusal(400, "a WebSocket needs HTTP/1.1 or HTTP/2, but the request has " + spoken);
    }
    if (!lists(request, HttpHeader.UPGRADE, "websocket")) {
      throw new Refusal(
          426,
          "this is a WebSocket: the request needs \"Upgrade: websocket\"",
          UPGRADES,
          CONNECTION_UPGRADES);
    }
    if (!lists(request, HttpHeader.CONNECTION, "upgrade")) {
      throw new Refusal(400, "the request needs \"Connection: Upgrade\"");
    }
    // What follows the upgrade is frames (RFC 6455, 1.9); Jetty would take it for content.
    if (hasContent(request)) {
      throw new Refusal(400, "an upgrade request must have no content");
    }
    checkVersion(request, UPGRADES, CONNECTION_UPGRADES, VERSION_13);
    List<String> keys = request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_KEY);
    if (keys.size() != 1 || !isKey(keys.getFirst())) {
      throw new Refusal(400, "Sec-WebSocket-Key must be given once and be 16 bytes in Base64");
    }
  }

  private static void checkVersion(Request request, HttpField... told) {
    if (!request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_VERSION).equals(VERSIONS)) {
      throw new Refusal(426, "Sec-WebSocket-Version must be 13", told);
    }
  }

  private static boolean hasContent(Request request) {
    return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
        || request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > 0;
  }

  private static boolean lists(Request request, HttpHeader header, String token) {
    return request.getHeaders().getCSV(header, false).stream().anyMatch(token::equalsIgnoreCase);
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// @param reset true when each message begins with a fresh context
  private record Negotiator(FrameHandler frames, boolean reset) implements WebSocketNegotiator {
    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      response.setExtensions(DeflateOffer.agreed(request.getExtensions(), reset));
      return frames;
    }
  }
}
