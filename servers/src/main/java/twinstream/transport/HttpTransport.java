package twinstream.transport;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import twinstream.delivery.Replies;

/// A transport whose streams begin as requests of HTTP.
public non-sealed interface HttpTransport extends Transport {

  /// The version that its readers speak. A server of HTTP/2 answers HTTP/1.1 as well.
  HttpVersion version();

  /// The one that answers a request: this one, but on a node that serves several.
  default HttpTransport at(Request request) {
    return this;
  }

  /// Refuses a request that no stream can come of, whatever it asks for. Before anything is claimed
  /// or fetched for it: a reply must not be taken from another reader in vain.
  ///
  /// @throws Refusal when this transport can't open a stream for the request
  default void check(Opening opening, Request request) {}

  /// Opens a stream. Runs on a Jetty thread and must not block; completes the callback when the
  /// stream is over.
  ///
  /// @param opening what the reader asked for; already checked, and the request, too
  /// @throws Refusal when this transport can't open a stream for the request
  void open(
      Opening opening, Request request, Response response, Callback callback, Replies replies);
}
