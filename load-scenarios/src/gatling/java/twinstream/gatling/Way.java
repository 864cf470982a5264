package twinstream.gatling;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import twinstream.trial.Visit;
import twinstream.trial.Visitors;

/// How users reach the servers of a trial. Any thread.
///
/// @param visitors whom the trial tells which server is asked next
/// @param tls true where they speak TLS
/// @param detours ports of those who will stop reading
record Way(Visitors visitors, boolean tls, int receiveBytes, Map<Integer, Integer> detours) {
  Way(Visitors visitors, boolean tls, int receiveBytes) {
    this(visitors, tls, receiveBytes, new ConcurrentHashMap<>());
  }

  /// Gives a user who will stop reading a path on which that can be done.
  void prepare(Visit visit) {
    if (visit.stalls()) {
      var path = StallingPath.to(visitors.port(), receiveBytes);
      detours.put(visit.number(), path.port());
      visit.onStall(path::stall, path::close);
    }
  }

  /// @param scheme without TLS, `http` or `ws`
  String url(String scheme, Visit visit) {
    Integer detour = detours.get(visit.number());
    int port = detour == null ? visitors.port() : detour;
    return "%s%s://127.0.0.1:%d%s".formatted(scheme, tls ? "s" : "", port, visit.path());
  }
}
