package twinstream.transport;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.WindowRateControl;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ContinuationFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EndPoint;

/// What one connection of HTTP/2 does that costs the server and brings nobody anything: pings,
/// settings, priorities, empty and broken frames, resets of streams that are closed or that the
/// server resets itself. More than [#MOST_PER_SECOND] of them end the connection
/// (`enhance_your_calm`), and no other.
///
/// The rule for a reader's resets (CVE-2023-44487): one of a stream that was open for twice
/// [#SERVED] is free, since that stream was really used, and one of a stream that was open for less
/// than [#SERVED] is young; more than [#MOST_YOUNG] in [#YOUNG_PERIOD] end the connection. So
/// whoever cancels a hundred streams at once is told from whoever opens them to reset them. The
/// period is long and the bound high, since on a starved server requests and resets come in heaps,
/// and readers who were served look as if they had not been. Jetty asks about each reset twice; it
/// is judged once.
///
/// Called by the thread that reads, or that resets a stream; [#awaitsLongerThan] by any.
final class Http2Events implements RateControl, Awaiting {
  static final int MOST_PER_SECOND = 128;
  static final Duration SERVED = Duration.ofMillis(250);
  static final int MOST_YOUNG = 180;
  static final Duration YOUNG_PERIOD = Duration.ofSeconds(5);

  private final EndPoint endPoint;
  private final RateControl charged = new WindowRateControl(MOST_PER_SECOND, Duration.ofSeconds(1));
  private final RateControl young = new WindowRateControl(MOST_YOUNG, YOUNG_PERIOD);
  // Guarded by this object's monitor. Streams opened within [#SERVED] make a slice; only where the
  // last two begin is kept, as the numbers of streams only grow.
  private long sliceNanos = System.nanoTime();
  private int sliceFirst;
  private int previousSliceFirst;
  private int lastOpened;
  // Resets that Jetty will ask about a second time, when it answers them.
  private final Set<Integer> judged = new HashSet<>();
  // When the header block that is coming in went beyond its first frame; 0 for none.
  private volatile long blockNanos;

  Http2Events(EndPoint endPoint) {
    this.endPoint = endPoint;
  }

  @Override
  public boolean onEvent(Object event) {
    return switch (event) {
      case ResetFrame reset -> mayReset(reset);
      case ContinuationFrame part -> {
        // Never 0: that means none.
        blockNanos = part.isEndHeaders() ? 0 : blockNanos == 0 ? System.nanoTime() | 1 : blockNanos;
        yield charged.onEvent(event);
      }
      default -> charged.onEvent(event);
    };
  }

  /// Notes that a stream was opened now.
  synchronized void opened(int stream) {
    lastOpened = stream;
    long nowNanos = System.nanoTime();
    if (nowNanos - sliceNanos >= SERVED.toNanos()) {
      sliceNanos = nowNanos;
      previousSliceFirst = sliceFirst;
      sliceFirst = stream;
    }
  }

  private synchronized boolean mayReset(ResetFrame reset) {
    int stream = reset.getStreamId();
    if (judged.remove(stream)) {
      return true;
    }
    if (!isOpenForReader(stream)) {
      return charged.onEvent(reset);
    }
    if (judged.size() == Http2Connections.MAX_STREAMS) {
      judged.clear();
    }
    judged.add(stream);
    return wasServed(stream) || young.onEvent(reset);
  }

  // A stream whose handler has not been called yet may have come in the same read as its reset.
  private boolean wasServed(int stream) {
    if (stream > lastOpened) {
      return false;
    }
    long sliceAgeNanos = System.nanoTime() - sliceNanos;
    return stream < previousSliceFirst
        || (stream < sliceFirst && sliceAgeNanos >= SERVED.toNanos())
        || sliceAgeNanos >= 2 * SERVED.toNanos();
  }

  // Not one that the server is about to reset.
  private boolean isOpenForReader(int stream) {
    return connection() instanceof HTTP2Connection http2
        && http2.getSession().getStream(stream) instanceof Stream open
        && !open.isReset();
  }

  private Object connection() {
    return endPoint.getConnection();
  }

  /// A connection on which no stream was ever opened, or whose header block goes on and on.
  @Override
  public boolean awaitsLongerThan(Duration deadline) {
    if (connection() instanceof HTTP2Connection http2 && http2.getMessagesIn() == 0) {
      long ageMillis = System.currentTimeMillis() - endPoint.getCreatedTimeStamp();
      return ageMillis > deadline.toMillis();
    }
    long beganNanos = blockNanos;
    return beganNanos != 0
        && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos) > deadline.toMillis();
  }
}
