package twinstream.transport;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import twinstream.delivery.Replies;

/// How tokens cross: the only thing in which the twins differ. All else (paths, refusals, pacing,
/// queueing, limits, set-up) is shared code that is handed one of these.
public interface Transport {

  /// Name in commands, result files and reports, such as `sse-h1`.
  String name();

  /// True when an open stream takes further requests as messages, so that the first may come as
  /// one, too.
  boolean asksByMessage();

  /// Opens a stream. Runs on a Jetty thread and must not block; completes the callback when the
  /// stream is over.
  ///
  /// @param opening what the reader asked for, already checked
  /// @throws Refusal when this transport can't open a stream for the request
  void open(
      Opening opening, Request request, Response response, Callback callback, Replies replies);
}
