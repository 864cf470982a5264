package twinstream.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import twinstream.workload.ReplyRequest;

/// How a reply began, as another server can read it. Servers on one machine have one
/// [System#nanoTime()] clock, and a schedule keeps each of its nanoseconds; between machines it
/// goes by their wall clocks.
///
/// @param clock names the clock that the head's times are on
/// @param wallMicros the origin on the wall clock, µs since 1970
record SharedHead(ReplayLog.Head head, String clock, long wallMicros) {
  /// Number of [#fields].
  static final int FIELDS = 5;

  private static final long NANOS_PER_MICRO = 1_000;
  private static final String CLOCK = ownClock();

  /// A head on this server's clock.
  static SharedHead of(ReplayLog.Head head) {
    long agoMicros = (System.nanoTime() - head.originNanos()) / NANOS_PER_MICRO;
    return new SharedHead(head, CLOCK, nowMicros() - agoMicros);
  }

  private static String ownClock() {
    try {
      // The clock counts from the machine's start.
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException _) {
      return UUID.randomUUID().toString();
    }
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /// Query, origin, step, clock and wall.
  List<byte[]> fields() {
    return List.of(
        utf8(head.request().query()),
        utf8(Long.toString(head.originNanos())),
        utf8(Long.toString(head.stepNanos())),
        utf8(clock),
        utf8(Long.toString(wallMicros)));
  }

  /// Reads what [#fields] gives.
  static SharedHead parse(List<byte[]> fields) {
    var head =
        new ReplayLog.Head(
            request(text(fields.get(0))),
            Long.parseLong(text(fields.get(1))),
            Long.parseLong(text(fields.get(2))));
    return new SharedHead(head, text(fields.get(3)), Long.parseLong(text(fields.get(4))));
  }

  static ReplyRequest request(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String word : query.split("&")) {
      int at = word.indexOf('=');
      parameters.put(word.substring(0, at), word.substring(at + 1));
    }
    return ReplyRequest.parse(parameters);
  }

  /// The same with its times on this server's clock.
  ReplayLog.Head here() {
    if (clock.equals(CLOCK)) {
      return head;
    }
    long originNanos = System.nanoTime() - (nowMicros() - wallMicros) * NANOS_PER_MICRO;
    long stepNanos = head.stepNanos();
    return new ReplayLog.Head(
        head.request(),
        originNanos,
        stepNanos == 0 ? 0 : stepNanos + originNanos - head.originNanos());
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }
}
