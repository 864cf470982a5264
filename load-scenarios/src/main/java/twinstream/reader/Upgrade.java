package twinstream.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/// The opening handshake of one WebSocket, the client's half (RFC 6455, 4.1).
final class Upgrade {
  /// The one version of the protocol (RFC 6455, 4.1).
  static final String VERSION = "13";

  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int NONCE_BYTES = 16;

  private final Target target;
  private final String key;

  Upgrade(Target target) {
    this.target = target;
    byte[] nonce = new byte[NONCE_BYTES];
    ThreadLocalRandom.current().nextBytes(nonce);
    key = Base64.getEncoder().encodeToString(nonce);
  }

  HttpRequest request() {
    var request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target.pathAndQuery());
    request
        .headers()
        .set(HttpHeaderNames.HOST, target.host())
        .set(HttpHeaderNames.CONNECTION, "Upgrade")
        .set(HttpHeaderNames.UPGRADE, "websocket")
        .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION)
        .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key);
    if (target.offer().extension() != null) {
      request.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, target.offer().extension());
    }
    return request;
  }

  /// @throws IllegalStateException when the server's 101 is not an answer to this request
  void check(HttpResponse response) {
    String accept = response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
    if (!expected().equals(accept)) {
      throw new IllegalStateException("Sec-WebSocket-Accept is wrong: " + accept);
    }
  }

  private String expected() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest((key + KEY_SUFFIX).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
