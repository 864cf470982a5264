package twinstream.transport;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// A request that is refused before a stream begins: a status and one sentence. The same on every
/// transport.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<HttpField> headers;

  /// @param headers told along with the status where the protocol demands them, such as `Allow`
  ///   with 405
  Refusal(int status, String sentence, HttpField... headers) {
    super(sentence, null, false, false);
    this.status = status;
    this.headers = List.of(headers);
  }

  int status() {
    return status;
  }

  void send(Response response, Callback callback) {
    response.reset();
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    headers.forEach(response.getHeaders()::add);
    Content.Sink.write(response, true, getMessage() + "\n", callback);
  }
}
