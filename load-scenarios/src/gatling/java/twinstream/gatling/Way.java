package twinstream.gatling;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import twinstream.transport.Transports;
import twinstream.trial.Visit;

/// How users reach a server on this host, and over what. Any thread.
///
/// @param transport that they read over
/// @param port of the server on 127.0.0.1
/// @param tls true where they speak TLS
/// @param detours ports of those who will stop reading
record Way(
    String transport, int port, boolean tls, int receiveBytes, Map<Integer, Integer> detours) {
  Way(String transport, int port, boolean tls, int receiveBytes) {
    this(transport, port, tls, receiveBytes, new ConcurrentHashMap<>());
  }

  /// Gives a user who will stop reading a path on which that can be done.
  void prepare(Visit visit) {
    if (visit.stalls()) {
      var path = StallingPath.to(port, receiveBytes);
      detours.put(visit.number(), path.port());
      visit.onStall(path::stall, path::close);
    }
  }

  /// Whether a user asks by messages. On a node that serves both, every second one does.
  boolean isByMessage(Visit visit) {
    return transport.equals(Transports.MIXED)
        ? visit.number() % 2 == 1
        : Transports.named(transport).asksByMessage();
  }

  /// @param scheme without TLS, `http` or `ws`
  String url(String scheme, Visit visit) {
    return "%s%s://127.0.0.1:%d%s"
        .formatted(
            scheme, tls ? "s" : "", detours.getOrDefault(visit.number(), port), visit.path());
  }
}
