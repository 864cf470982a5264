package twinstream.transport;

import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import twinstream.delivery.Replies;

/// Both founders on one node, at the same paths: a request that asks for a WebSocket is one's, any
/// other the other's.
///
/// @param plain whose readers ask for nothing but a response
/// @param upgraded whose readers ask for a WebSocket
record MixedTransport(String name, HttpTransport plain, HttpTransport upgraded)
    implements HttpTransport {

  @Override
  public HttpVersion version() {
    return plain.version();
  }

  @Override
  public HttpTransport at(Request request) {
    // Others ask for other upgrades, which a server may leave unanswered (RFC 9110, 7.8).
    return request.getHeaders().contains(HttpHeader.UPGRADE, "websocket") ? upgraded : plain;
  }

  @Override
  public boolean asksByMessage() {
    return false;
  }

  @Override
  public MixedTransport compressing(Compression compression) {
    var _ = compression.among(List.of(Compression.OFF), name);
    return this;
  }

  @Override
  public void open(
      Opening opening, Request request, Response response, Callback callback, Replies replies) {
    at(request).open(opening, request, response, callback, replies);
  }
}
