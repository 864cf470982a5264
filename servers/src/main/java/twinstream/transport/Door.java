package twinstream.transport;

import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/// Says whether a server takes requests of a connection now.
@FunctionalInterface
public interface Door {

  /// Asked once for each request, which is then refused with 503 and counted. Any thread.
  ///
  /// @param endPoint of the request's connection
  /// @return why not, as a sentence for the reader; null when the request is welcome
  @Nullable String closedTo(EndPoint endPoint);
}
