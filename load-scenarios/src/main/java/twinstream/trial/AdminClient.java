package twinstream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingLong;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import twinstream.result.ServerCounters;

/// Asks a server's admin port. Light on purpose: it runs inside the measuring process, outside the
/// window. Of a server whose admin port is not known it tells nothing.
final class AdminClient {
  /// Stands for an admin port that is not known.
  static final int NOBODY = 0;

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int SOON_MILLIS = 400;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final String LATE_TICKS = "stream_pacer_late_ticks_total";

  /// Settings that are told while a stream is open.
  private static final Set<String> OF_STREAMS = Set.of("tcp.nodelay", "tls", "compression.used");

  private final List<Integer> ports;

  AdminClient(int port) {
    this(List.of(port));
  }

  /// Asks several servers, and tells what they say together.
  AdminClient(List<Integer> ports) {
    this.ports = List.copyOf(ports);
  }

  private boolean isNobody() {
    return ports.contains(NOBODY);
  }

  /// The server's counters since its start.
  Scrape scrape() {
    if (isNobody()) {
      return Scrape.NONE;
    }
    String page = String.join("", askAll("GET", "/metrics"));
    return new Scrape(
        counters(page), lateTicks(page), whole(sums(page), "stream_overflowed_total"));
  }

  private static ServerCounters counters(String page) {
    Map<String, Double> sums = sums(page);
    return new ServerCounters(
        whole(sums, "stream_tokens_total"),
        whole(sums, "stream_writes_total"),
        whole(sums, "stream_bytes_total"),
        whole(sums, "stream_outbox_dropped_total"),
        (long) (sums.getOrDefault("jvm_gc_pause_seconds_sum", 0.0) * NANOS_PER_SECOND),
        whole(sums, "stream_pacer_ticks_total"),
        whole(sums, LATE_TICKS),
        0,
        whole(sums, "reply_log_sent_tokens_total"),
        whole(sums, "reply_log_sent_commands_total"),
        whole(sums, "jvm_compilation_time_ms_total") * NANOS_PER_MILLI);
  }

  /// Late ticks of the server's pacer since its start, by the delay in nanoseconds from which they
  /// count.
  private static Map<Long, Long> lateTicks(String page) {
    Map<Long, Long> late = new TreeMap<>();
    for (String line : page.lines().filter(line -> line.startsWith(LATE_TICKS + "{")).toList()) {
      int from = line.indexOf("from=\"") + "from=\"".length();
      long millis = Long.parseLong(line.substring(from, line.indexOf("ms\"", from)));
      late.merge(
          millis * NANOS_PER_MILLI,
          (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
          Long::sum);
    }
    return late;
  }

  /// All that the meters told at one moment.
  ///
  /// @param overflowed streams that were cut because their outbox was full
  record Scrape(ServerCounters counters, Map<Long, Long> lateTicks, long overflowed) {
    /// Of a server that was not asked.
    static final Scrape NONE = new Scrape(ServerCounters.NONE, Map.of(), 0);

    /// The same, as if all had begun with an earlier one.
    Scrape without(Scrape before) {
      return new Scrape(since(before), lateTicks, overflowed - before.overflowed);
    }

    /// What was added since an earlier one.
    ServerCounters since(Scrape before) {
      long lagNanos =
          lateTicks.entrySet().stream()
              .filter(step -> step.getValue() > before.lateTicks.getOrDefault(step.getKey(), 0L))
              .mapToLong(Map.Entry::getKey)
              .max()
              .orElse(0);
      ServerCounters from = before.counters;
      return new ServerCounters(
          counters.tokens() - from.tokens(),
          counters.writes() - from.writes(),
          counters.bytes() - from.bytes(),
          counters.dropped() - from.dropped(),
          counters.gcPauseNanos() - from.gcPauseNanos(),
          counters.ticks() - from.ticks(),
          counters.lateTicks() - from.lateTicks(),
          lagNanos,
          counters.logTokens() - from.logTokens(),
          counters.logCommands() - from.logCommands(),
          counters.compileNanos() - from.compileNanos());
    }
  }

  /// What the meters tell of the present.
  ///
  /// @param streams open
  /// @param tokens handed on since the server's start
  /// @param dropped since its start
  /// @param heapBytes in use
  record Gauges(long streams, long tokens, long dropped, long heapBytes) {}

  /// What the meters tell now; zeros of a server that can't be asked.
  Gauges gauges() {
    if (isNobody()) {
      return new Gauges(0, 0, 0, 0);
    }
    String page = String.join("", askAll("GET", "/metrics"));
    Map<String, Double> sums = sums(page);
    double heap =
        page.lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    return new Gauges(
        whole(sums, "stream_open"),
        whole(sums, "stream_tokens_total"),
        whole(sums, "stream_outbox_dropped_total"),
        (long) heap);
  }

  /// What a server says of the present in one line.
  ///
  /// @param up false when it did not answer
  /// @param closing true when it takes no new requests
  record Now(boolean up, boolean closing, long streams, long tokens) {
    private static final Now SILENT = new Now(false, false, 0, 0);
  }

  /// What the server says now; that it is down when nothing listens there; empty when it does not
  /// answer at once, which tells nothing.
  Optional<Now> now() {
    try {
      String[] words = ask(ports.getFirst(), "GET", "/now", SOON_MILLIS).strip().split(" ");
      return Optional.of(
          new Now(
              true,
              words[2].equals("closing"),
              Long.parseLong(words[0]),
              Long.parseLong(words[1])));
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof ConnectException ? Optional.of(Now.SILENT) : Optional.empty();
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      // It broke off in the midst of its answer.
      return Optional.empty();
    }
  }

  /// What the server is set to, name to value; the first of several. What only an open stream can
  /// tell is waited for, but not for ever: none may be open.
  ///
  /// @param untilNanos on the [System#nanoTime()] clock; a moment that has passed waits for nothing
  Map<String, String> settings(long untilNanos) {
    if (isNobody()) {
      return Map.of();
    }
    while (true) {
      Map<String, String> settings = new TreeMap<>();
      for (String line :
          ask(ports.getFirst(), "GET", "/settings", TIMEOUT_MILLIS).lines().toList()) {
        int space = line.indexOf(' ');
        settings.put(line.substring(0, space), line.substring(space + 1));
      }
      if (settings.keySet().containsAll(OF_STREAMS) || System.nanoTime() >= untilNanos) {
        return settings;
      }
      Measuring.sleepUntil(System.nanoTime() + NANOS_PER_MILLI);
    }
  }

  /// Replies whose reader left early.
  Abandoned departures() {
    if (isNobody()) {
      return new Abandoned(Map.of(), false);
    }
    Map<String, List<Abandoned.Departure>> departures = new HashMap<>();
    boolean complete = true;
    for (String page : askAll("GET", "/departures")) {
      List<String> lines = page.lines().skip(1).toList();
      for (String line : lines) {
        String[] words = line.split(" ");
        departures
            .computeIfAbsent(words[0], _ -> new ArrayList<>())
            .add(new Abandoned.Departure(Integer.parseInt(words[1]), Long.parseLong(words[2])));
      }
      complete &= lines.size() == wholeNumber(page);
    }
    // A reply that went on elsewhere has left several servers; the last one tells how far it came.
    departures.values().forEach(each -> each.sort(comparingLong(Abandoned.Departure::lastNanos)));
    return new Abandoned(departures, complete);
  }

  // The first line tells how many there were, remembered or not.
  private static long wholeNumber(String page) {
    return Long.parseLong(page.substring(0, page.indexOf('\n')));
  }

  /// A full collection in the server, then its memory: `heap` and `direct`, bytes.
  Map<String, Double> collect() {
    return isNobody() ? Map.of() : sums(String.join("", askAll("POST", "/collect")));
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

  private List<String> askAll(String method, String path) {
    return ports.stream().map(port -> ask(port, method, path, TIMEOUT_MILLIS)).toList();
  }

  private static String ask(int port, String method, String path, int timeoutMillis) {
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the server's admin port does not answer " + path, e);
    }
  }
}
