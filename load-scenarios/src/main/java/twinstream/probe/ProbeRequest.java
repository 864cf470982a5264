package twinstream.probe;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is asked of an endpoint, and for how long it is listened to.
///
/// @param url http, https, ws or wss
/// @param atMost after this the reader leaves, 1 s to an hour
/// @param headers as `Name: value`
/// @param method of HTTP; a WebSocket has none
/// @param data body of the request; null for none
/// @param send first message to a WebSocket; null for none
public record ProbeRequest(
    URI url,
    Duration atMost,
    List<Header> headers,
    String method,
    @Nullable String data,
    @Nullable String send) {
  private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
  private static final Duration LONGEST = Duration.ofHours(1);

  /// One header of the request.
  public record Header(String name, String value) {

    /// @param line as `Name: value`
    /// @throws IllegalArgumentException when it is none
    public static Header of(String line) {
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new IllegalArgumentException(
            "--header must be \"Name: value\", but is \"%s\"".formatted(line));
      }
      return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
    }
  }

  public ProbeRequest {
    headers = List.copyOf(headers);
    if (atMost.compareTo(Duration.ofSeconds(1)) < 0 || atMost.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--for must be from 1 to %d s, but is %d"
              .formatted(LONGEST.toSeconds(), atMost.toSeconds()));
    }
    if (!method.matches("[A-Z]+")) {
      throw new IllegalArgumentException(
          "--method must be a method of HTTP, as POST, but is \"%s\"".formatted(method));
    }
    boolean upgrades = isUpgrade(url);
    if (upgrades && (data != null || !method.equals("GET"))) {
      throw new IllegalArgumentException(
          "--method and --data are for http and https; a WebSocket is sent a message by --send");
    }
    if (!upgrades && send != null) {
      throw new IllegalArgumentException(
          "--send is for ws and wss; an HTTP endpoint is sent a body by --data");
    }
  }

  /// The same request to another address.
  public ProbeRequest to(URI other) {
    return new ProbeRequest(other, atMost, headers, method, data, send);
  }

  /// True for a WebSocket.
  boolean upgrades() {
    return isUpgrade(url);
  }

  private static boolean isUpgrade(URI url) {
    return url.getScheme().toLowerCase(Locale.ROOT).startsWith("ws");
  }

  /// An address as people type it.
  ///
  /// @throws IllegalArgumentException when it is none that can be probed
  public static URI address(String text) {
    try {
      var url = new URI(text);
      if (url.getScheme() != null
          && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
          && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Refused below with the same sentence.
    }
    throw new IllegalArgumentException(
        "the URL must begin with http://, https://, ws:// or wss:// and name a host, but is \"%s\""
            .formatted(text));
  }
}
