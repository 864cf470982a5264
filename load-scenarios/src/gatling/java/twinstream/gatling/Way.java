package twinstream.gatling;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import twinstream.trial.Visit;

/// How users reach a server on this host. Any thread.
///
/// @param port of the server on 127.0.0.1
/// @param tls true where they speak TLS
/// @param detours ports of those who will stop reading
record Way(int port, boolean tls, int receiveBytes, Map<Integer, Integer> detours) {
  Way(int port, boolean tls, int receiveBytes) {
    this(port, tls, receiveBytes, new ConcurrentHashMap<>());
  }

  /// Gives a user who will stop reading a path on which that can be done.
  void prepare(Visit visit) {
    if (visit.stalls()) {
      var path = StallingPath.to(port, receiveBytes);
      detours.put(visit.number(), path.port());
      visit.onStall(path::stall, path::close);
    }
  }

  /// @param scheme without TLS, `http` or `ws`
  String url(String scheme, Visit visit) {
    return "%s%s://127.0.0.1:%d%s"
        .formatted(
            scheme, tls ? "s" : "", detours.getOrDefault(visit.number(), port), visit.path());
  }
}
