package twinstream.server;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/// A defect that the self-test puts into one twin, by a word `plant=NAME` on the command line of
/// its process, to see that it is noticed. For nothing else.
enum Plant {
  /// Nagle's algorithm is on: a small token may wait for the acknowledgement of the one before.
  NAGLE("nagle") {
    @Override
    void into(ServerConnector connector) {
      connector.setAcceptedTcpNoDelay(false);
    }
  },
  /// Each response of HTTP/1.1 ends its connection.
  NO_KEEP_ALIVE("no-keep-alive") {
    @Override
    void into(ServerConnector connector) {
      connector.getConnectionFactories().stream()
          .filter(HttpConnectionFactory.class::isInstance)
          .map(factory -> ((HttpConnectionFactory) factory).getHttpConfiguration())
          .forEach((HttpConfiguration http) -> http.setPersistentConnectionsEnabled(false));
    }
  },
  /// Streams are compressed for readers that offer to decompress.
  DEFLATE("deflate", "compression=deflate"),
  /// A slow reader's tokens are kept without a bound.
  UNBOUNDED("unbounded", "outbox=1000000000");

  private static final String WORD = "plant=";

  private final String text;
  private final List<String> settings;

  Plant(String text, String... settings) {
    this.text = text;
    this.settings = List.of(settings);
  }

  /// Changes a server that has not started.
  void into(ServerConnector connector) {}

  /// The words of a server's settings, and in place of a defect what it sets.
  static List<String> settings(List<String> words) {
    return words.stream()
        .flatMap(word -> word.startsWith(WORD) ? of(word).settings.stream() : Stream.of(word))
        .toList();
  }

  /// The defects among some words.
  static List<Plant> among(List<String> words) {
    return words.stream().filter(word -> word.startsWith(WORD)).map(Plant::of).toList();
  }

  private static Plant of(String word) {
    return Stream.of(values())
        .filter(plant -> word.equals(WORD + plant.text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such defect: " + word));
  }
}
