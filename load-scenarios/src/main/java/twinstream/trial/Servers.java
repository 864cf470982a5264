package twinstream.trial;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import twinstream.scenario.Conditions;
import twinstream.scenario.Nodes;

/// Where the servers of trials come from.
@FunctionalInterface
public interface Servers {
  /// A fresh process for each trial.
  Servers FRESH =
      (transport, cores, conditions, nodes, planted) ->
          nodes.isPlain() && !conditions.sharedLog()
              ? ServerProcess.start(transport, 0, 0, cores, conditions, planted)
              : ServerFleet.start(transport, cores, conditions, nodes, planted);

  /// A server that somebody else has started on this host, and that goes on when the trial is over.
  /// Nothing is known of its process.
  ///
  /// @param port public port on 127.0.0.1
  /// @param adminPort its port of administration, 0 where that is not known
  static Servers running(int port, int adminPort) {
    return (_, _, _, _, _) -> ServerProcess.running(port, adminPort);
  }

  /// Port of a server on this host. Due times are told by its clock, so it must share it.
  ///
  /// @param url as `http://127.0.0.1:8081`
  /// @throws IllegalArgumentException when it is no such address, with a sentence
  static int portOf(String url) {
    try {
      URI address = new URI(url);
      boolean near = "127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost());
      if (near && address.getPort() > 0) {
        return address.getPort();
      }
    } catch (URISyntaxException _) {
      // Refused below with the same sentence.
    }
    throw new IllegalArgumentException(
        "the URL must name a port of this host, whose clock tells when tokens are due, as http://127.0.0.1:8081, but is \"%s\""
            .formatted(url));
  }

  /// Servers that listen.
  ///
  /// @param conditions how each is set up
  /// @param nodes how many they are
  /// @param planted further words of its command line, of the self-test
  /// @throws TrialFailure when it does not come up
  Served start(
      String transport, Cores cores, Conditions conditions, Nodes nodes, List<String> planted);
}
