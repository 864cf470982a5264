package twinstream.selftest;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import twinstream.workload.Schedule;
import twinstream.workload.Steady;

/// A server of forty streams that stamps each token when it writes it, and stands still once. What
/// a reader makes of the stamps is held against what it makes of the due times.
final class StampedStreams {
  private static final int STREAMS = 40;
  private static final int TOKENS = 100;
  private static final int RATE = 100;
  private static final int STILL_AT = 40;
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final int TIMEOUT_MILLIS = 20_000;

  /// Receive time minus due time.
  final Histogram fromDue = new Histogram(MOST_NANOS, 3);

  /// Receive time minus the server's stamp.
  final Histogram fromStamp = new Histogram(MOST_NANOS, 3);

  private StampedStreams() {}

  /// @param still for how long the server stands still in the midst
  static StampedStreams withServerStandingStillFor(Duration still) {
    var streams = new StampedStreams();
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var reader = new Socket(listening.getInetAddress(), listening.getLocalPort());
        var server = listening.accept()) {
      server.setTcpNoDelay(true);
      reader.setSoTimeout(TIMEOUT_MILLIS);
      var out = new DataOutputStream(server.getOutputStream());
      Thread writing = Thread.ofPlatform().daemon().start(() -> write(out, still));
      streams.read(new DataInputStream(reader.getInputStream()));
      writing.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return streams;
  }

  // One loop for all streams, as an event loop is: while it stands still, nobody is written to.
  private static void write(DataOutputStream out, Duration still) {
    var schedule = new Schedule(System.nanoTime(), 0, 0, new Steady(RATE), 1);
    try {
      for (int index = 0; index < TOKENS; index++) {
        long dueNanos = schedule.dueNanos(index);
        for (long left; (left = dueNanos - System.nanoTime()) > 0; ) {
          LockSupport.parkNanos(left);
        }
        if (index == STILL_AT) {
          LockSupport.parkNanos(still.toNanos());
        }
        for (int stream = 0; stream < STREAMS; stream++) {
          out.writeLong(dueNanos);
          out.writeLong(System.nanoTime());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(DataInputStream in) throws IOException {
    for (int i = 0; i < STREAMS * TOKENS; i++) {
      long dueNanos = in.readLong();
      long stampNanos = in.readLong();
      long nowNanos = System.nanoTime();
      fromDue.recordValue(nowNanos - dueNanos);
      fromStamp.recordValue(nowNanos - stampNanos);
    }
  }
}
