package twinstream.trial;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import twinstream.result.Moment;

/// Asks users and server once a second, on a thread of its own, from its making to its end. That
/// takes time of both, so trials that are compared have none.
final class TimeLine implements AutoCloseable {
  /// Nobody is asked.
  static final TimeLine NONE = new TimeLine();

  private final List<Moment> moments = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("time-line").factory());

  private TimeLine() {}

  /// @param zeroNanos start of the window
  /// @param users how many are there
  /// @param heard tokens that they heard
  static TimeLine of(
      AdminClient admin,
      ProcessStat server,
      long zeroNanos,
      LongSupplier users,
      LongSupplier heard) {
    var line = new TimeLine();
    line.clock.scheduleAtFixedRate(
        () -> {
          AdminClient.Gauges told;
          try {
            told = admin.gauges();
          } catch (UncheckedIOException _) {
            // A second without an answer is missing, and the next one tells that by its time.
            return;
          }
          line.moments.add(
              new Moment(
                  System.nanoTime() - zeroNanos,
                  users.getAsLong(),
                  heard.getAsLong(),
                  told.streams(),
                  told.tokens(),
                  told.dropped(),
                  told.heapBytes(),
                  server.residentBytes()));
        },
        0,
        1,
        SECONDS);
    return line;
  }

  /// Those read so far.
  List<Moment> moments() {
    return List.copyOf(moments);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
