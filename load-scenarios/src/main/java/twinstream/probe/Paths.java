package twinstream.probe;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import twinstream.balance.Balancer;
import twinstream.balance.Balancers;
import twinstream.balance.Missing;
import twinstream.probe.Doors.Door;
import twinstream.probe.Flow.Shape;
import twinstream.probe.PathRow.Silence;
import twinstream.reader.Loops;
import twinstream.reader.OpenStream;
import twinstream.reader.Readers;
import twinstream.reader.Target;
import twinstream.transport.Transports;

/// Walks every path with every transport of people, on this host. One thread.
public final class Paths implements AutoCloseable {
  /// No balancer at all.
  public static final String DIRECT = "direct";

  /// Readers of programs over HTTP; `raw-tcp` passes no balancer of HTTP.
  public static final List<String> TRANSPORTS = List.of("sse-h1", "ws-h1", "sse-h2", "ws-h2");

  /// Balancers as they are shipped, each followed by itself mended.
  public static final List<String> BALANCERS =
      List.of("haproxy", "haproxy-no-delay", "nginx", "nginx-buffering", "nginx-tuned");

  static final int HEARTBEAT_SECONDS = 15;

  private static final int TOKENS = 40;
  private static final int GAP_MILLIS = 50;
  private static final int FIRST_MILLIS = 200;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long READ_NANOS = 15 * NANOS_PER_SECOND;
  private static final int MILLIS_PER_SECOND = 1_000;

  // Far beyond every silence that anybody looks at.
  private static final int NO_HEARTBEAT_MILLIS = 3_600_000;

  private final Consumer<String> progress;
  private final Loops loops = new Loops(1);
  private final Doors doors = new Doors();

  /// @param progress is told a sentence now and then
  public Paths(Consumer<String> progress) {
    this.progress = progress;
  }

  /// Walks them all. Takes about as long as silent streams are looked at, and 20 s beside.
  ///
  /// @param silenceSeconds 0 to leave silent streams out
  /// @throws twinstream.trial.TrialFailure when a server does not come up
  /// @throws twinstream.balance.CompanionFailure when a balancer does not
  public PathTable walk(long silenceSeconds) throws InterruptedException {
    Map<String, String> skipped = new LinkedHashMap<>();
    List<Balancer> there = new ArrayList<>();
    for (String name : BALANCERS) {
      Optional<Missing> missing = Balancers.named(name).missing();
      missing.ifPresentOrElse(
          one -> skipped.put(name, one.sentence()), () -> there.add(Balancers.named(name)));
    }
    progress.accept("Starting servers and balancers.");
    List<Door> silent = doors.open(there, NO_HEARTBEAT_MILLIS);
    List<PathRow> rows = new ArrayList<>();
    // What is read first pays for the compilation of both ends.
    read(silent.getFirst());
    for (Door door : silent) {
      progress.accept("Reading: " + door.path() + ".");
      rows.addAll(read(door));
    }
    if (silenceSeconds > 0) {
      List<Door> beating = doors.open(there, HEARTBEAT_SECONDS * MILLIS_PER_SECOND);
      rows = silence(rows, silent, beating, silenceSeconds);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    for (Door door : silent) {
      if (door.balancer() != null) {
        versions.put(door.path(), door.balancer().version());
      }
    }
    return new PathTable(TOKENS, GAP_MILLIS, silenceSeconds, versions, skipped, rows);
  }

  private List<PathRow> read(Door door) throws InterruptedException {
    List<Reading> readings = new ArrayList<>();
    List<OpenStream> streams = new ArrayList<>();
    for (String transport : TRANSPORTS) {
      var reading = new Reading();
      readings.add(reading);
      streams.add(
          open(
              door,
              transport,
              "/stream?tokens=%d&rate=%d&first=%d"
                  .formatted(TOKENS, MILLIS_PER_SECOND / GAP_MILLIS, FIRST_MILLIS),
              reading));
    }
    List<PathRow> rows = new ArrayList<>();
    long deadline = System.nanoTime() + READ_NANOS;
    for (int i = 0; i < readings.size(); i++) {
      readings.get(i).await(deadline);
      rows.add(row(door, TRANSPORTS.get(i), readings.get(i)));
      streams.get(i).close();
    }
    return rows;
  }

  private OpenStream open(Door door, String transport, String path, Reading reading) {
    var address = new InetSocketAddress("127.0.0.1", door.port(transport));
    return loops.open(loops.next(), Readers.of(transport), new Target(address, path), reading);
  }

  private static PathRow row(Door door, String transport, Reading reading) {
    Flow flow = Flow.of(reading.recording());
    if (flow.tokens() == 0) {
      boolean upgrade = Transports.named(transport).asksByMessage();
      boolean noTunnel = upgrade && transport.endsWith("-h2");
      String why =
          reading.status() > 0
              ? "status " + reading.status()
              : noTunnel ? "no extended CONNECT" : reading.reason();
      return new PathRow(
          door.path(),
          transport,
          (upgrade ? "upgrade lost: " : "no stream: ") + why,
          0,
          null,
          null,
          null,
          upgrade ? mend(noTunnel ? Defect.NO_TUNNEL : Defect.UPGRADE_LOST, door) : List.of());
    }
    List<String> mend =
        switch (flow.shape()) {
          case STREAMED, TOO_FEW -> List.of();
          case MERGED -> mend(Defect.MERGED, door);
          case HELD_BACK, AT_ONCE -> mend(Defect.HELD_BACK, door);
        };
    String lost =
        flow.tokens() == TOKENS ? "" : ", %d of %d tokens".formatted(flow.tokens(), TOKENS);
    String apart =
        flow.shape() == Shape.MERGED ? ", " + Millis.shown(flow.apartNanos()) + " apart" : "";
    return new PathRow(
        door.path(),
        transport,
        flow.shape() + apart + lost,
        flow.perArrival(),
        Millis.of(reading.lateNanos(FIRST_MILLIS * NANOS_PER_MILLI, GAP_MILLIS * NANOS_PER_MILLI)),
        null,
        null,
        mend);
  }

  private static List<String> mend(Defect defect, Door door) {
    return defect.settingsOf(door.program());
  }

  // All side by side, as each of them takes a minute.
  private List<PathRow> silence(
      List<PathRow> rows, List<Door> silent, List<Door> beating, long seconds)
      throws InterruptedException {
    progress.accept("Silent streams, all side by side, for %d s.".formatted(seconds));
    List<Reading> without = idle(silent);
    List<Reading> with = idle(beating);
    long deadline = System.nanoTime() + seconds * NANOS_PER_SECOND;
    for (Reading reading : without) {
      reading.await(deadline);
    }
    for (Reading reading : with) {
      reading.await(deadline);
    }
    List<PathRow> more = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).tokensPerArrival() == 0) {
        more.add(rows.get(i));
        continue;
      }
      Door door = silent.get(i / TRANSPORTS.size());
      Silence cut = became(without.get(i), door);
      more.add(
          rows.get(i)
              .with(
                  cut,
                  became(with.get(i), door),
                  cut.lived() ? List.of() : mend(Defect.SILENCE, door)));
    }
    return more;
  }

  private List<Reading> idle(List<Door> doors) {
    List<Reading> readings = new ArrayList<>();
    for (Door door : doors) {
      for (String transport : TRANSPORTS) {
        var reading = new Reading();
        readings.add(reading);
        open(door, transport, "/idle", reading);
      }
    }
    return readings;
  }

  private static Silence became(Reading reading, Door door) {
    long lasted = reading.lastedNanos();
    if (lasted == 0) {
      return new Silence(null, "");
    }
    String setting =
        SilenceLimit.after(lasted)
            .filter(_ -> door.balancer() != null)
            .map(limit -> limit.settingOf(door.program()))
            .orElse("");
    return new Silence(Math.round(lasted / (double) NANOS_PER_SECOND * 10) / 10.0, setting);
  }

  /// Ends all servers and balancers.
  @Override
  public void close() {
    loops.close();
    doors.close();
  }
}
