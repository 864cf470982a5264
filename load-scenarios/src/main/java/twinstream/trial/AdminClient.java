package twinstream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import twinstream.result.ServerCounters;

/// Asks a server's admin port. Light on purpose: it runs inside the measuring process, outside the
/// window.
final class AdminClient {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int port;

  AdminClient(int port) {
    this.port = port;
  }

  /// The server's counters since its start.
  ServerCounters counters() {
    Map<String, Double> sums = sums(ask("GET", "/metrics"));
    return new ServerCounters(
        whole(sums, "stream_tokens_total"),
        whole(sums, "stream_writes_total"),
        whole(sums, "stream_bytes_total"),
        whole(sums, "stream_outbox_dropped_total"),
        (long) (sums.getOrDefault("jvm_gc_pause_seconds_sum", 0.0) * NANOS_PER_SECOND));
  }

  /// What was added between two readings.
  static ServerCounters difference(ServerCounters before, ServerCounters after) {
    return new ServerCounters(
        after.tokens() - before.tokens(),
        after.writes() - before.writes(),
        after.bytes() - before.bytes(),
        after.dropped() - before.dropped(),
        after.gcPauseNanos() - before.gcPauseNanos());
  }

  /// A full collection in the server, then its memory: `heap` and `direct`, bytes.
  Map<String, Double> collect() {
    return sums(ask("POST", "/collect"));
  }

  private static long whole(Map<String, Double> sums, String name) {
    return sums.getOrDefault(name, 0.0).longValue();
  }

  // `name{tags} value` a line; values of one name are added up.
  private static Map<String, Double> sums(String text) {
    Map<String, Double> sums = new HashMap<>();
    for (String line : text.lines().toList()) {
      int space = line.lastIndexOf(' ');
      if (line.startsWith("#") || space < 0) {
        continue;
      }
      int brace = line.indexOf('{');
      String name = line.substring(0, brace < 0 ? space : brace);
      sums.merge(name, Double.parseDouble(line.substring(space + 1)), Double::sum);
    }
    return sums;
  }

  private String ask(String method, String path) {
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the server's admin port does not answer " + path, e);
    }
  }
}
