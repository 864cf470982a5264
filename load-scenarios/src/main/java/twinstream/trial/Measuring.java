package twinstream.trial;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import twinstream.reader.Offer;
import twinstream.reader.Readers;
import twinstream.reader.Target;
import twinstream.result.ClockCheck;
import twinstream.result.Fleet;
import twinstream.result.Footprint;
import twinstream.result.LiveSettings;
import twinstream.result.Measurement;
import twinstream.result.MemoryLevel;
import twinstream.result.Moment;
import twinstream.result.NodeUsage;
import twinstream.result.Pair;
import twinstream.result.ServerCounters;
import twinstream.result.Slo;
import twinstream.result.Surroundings;
import twinstream.scenario.Conditions;
import twinstream.scenario.Load;
import twinstream.scenario.Nodes;
import twinstream.scenario.Patience;
import twinstream.scenario.Scenario;
import twinstream.scenario.Turns;
import twinstream.transport.Transports;
import twinstream.workload.PlannedReply;
import twinstream.workload.Workload;

/// Takes the measurement of one trial: drives a crowd through warm-up, window and drain, and reads
/// the instruments at the edges. Says nothing inside the window.
final class Measuring {
  private static final long HEAD_START_NANOS = MILLISECONDS.toNanos(100);

  private static final long BEFORE_WINDOW_NANOS = MILLISECONDS.toNanos(2_000);

  // To be collected and asked by, for each of several that share a core.
  private static final long PER_SERVER_NANOS = MILLISECONDS.toNanos(1_000);
  private static final long METERS_LATE_NANOS = MILLISECONDS.toNanos(150);
  // Of the time before the window; the rest is for the collections.
  private static final long BEFORE_COLLECTING_NANOS = MILLISECONDS.toNanos(500);
  private static final int WARMING_SCRAPES = 20;
  private static final long QUOTA_AHEAD_NANOS = MILLISECONDS.toNanos(300);
  private static final Duration JOINING = Duration.ofSeconds(15);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LADDER_OPENING_PER_THOUSAND = Duration.ofMillis(400);

  private final TrialSpec spec;
  private final Consumer<String> phases;
  private final Nodes nodes;
  private final AdminClient admin;
  // What all servers have sent; of those that end in the window nobody can tell.
  private final AdminClient books;
  private final Route route;
  private final Slo slo;
  private final Crowds crowds;
  private final int threads = Runtime.getRuntime().availableProcessors();

  /// A measurement with the suite's own readers.
  Measuring(TrialSpec spec, Consumer<String> phases) {
    this(spec, phases, null);
  }

  /// A measurement with users of another load generator.
  Measuring(TrialSpec spec, Consumer<String> phases, @Nullable Visitors visitors) {
    this.spec = spec;
    crowds = visitors == null ? new OwnReaders() : visitors;
    this.phases = phases;
    slo = Slo.of(spec.settings());
    nodes = spec.scenario().nodes();
    admin = new AdminClient(there());
    books = new AdminClient(nodes.loses() ? List.of(AdminClient.NOBODY) : spec.adminPorts());
    Conditions conditions = Conditions.of(spec.scenario().settings().values());
    List<Target> servers =
        spec.ports().stream()
            .map(port ->
                new Target(
                    new InetSocketAddress("127.0.0.1", port),
                    "/",
                    conditions.tls(),
                    conditions.streamsPerConnection(),
                    Offer.of(conditions.compression()),
                    conditions.receiveBytes()))
            .toList();
    route = new Route(servers, nodes.sticky());
    if (visitors != null) {
      visitors.reach(route);
    }
  }

  // Those that come later can't be asked at the beginning, nor have they anything to tell.
  private List<Integer> there() {
    return spec.adminPorts().subList(0, spec.serverPids().size());
  }

  Measurement measure() {
    return switch (spec.scenario().load()) {
      case Load.Paced paced -> stream(paced, false);
      case Load.Flooded(var workload, var warm, var window) ->
          stream(
              new Load.Paced(
                  workload, warm, window, Duration.ZERO, false, Patience.ENDLESS, Turns.ONE),
              true);
      case Load.Ladder(var levels, var settle) -> ladder(levels, settle);
    };
  }

  /// From the end of the warm-up to the window: each server is collected meanwhile.
  static Duration approach(Scenario scenario) {
    long mostNanos = BEFORE_WINDOW_NANOS + ofAllNanos(scenario.nodes());
    Duration warm =
        switch (scenario.load()) {
          case Load.Paced paced -> paced.warm();
          case Load.Flooded flooded -> flooded.warm();
          case Load.Ladder _ -> Duration.ZERO;
        };
    return Duration.ofNanos(Math.min(warm.toNanos() / 3, mostNanos));
  }

  private static long ofAllNanos(Nodes nodes) {
    return nodes.isPlain() ? 0 : nodes.count() * PER_SERVER_NANOS;
  }

  /// Until when replies are asked for: arrivals go on through the drain, so that the window's last
  /// replies meet the same load.
  static Duration horizon(Load.Paced load) {
    return load.warm().plus(load.window()).plus(load.drain()).plus(GRACE);
  }

  /// @param again true to ask for another reply wherever one is done
  private Measurement stream(Load.Paced load, boolean again) {
    Workload workload = load.workload();
    Duration warm = load.warm();
    Duration length = load.window();
    Duration drain = load.drain();
    ClockCheck clock = clock();
    warmUpScraping();
    // A server that was running before has counted other things, too.
    AdminClient.Scrape begun = beforeWindow();
    Set<String> strangers = admin.departures().ids();
    List<PlannedReply> plan = crowds.plan(workload, spec.key().seed(), horizon(load));
    long zeroNanos = crowds.zeroNanos();
    long startNanos = zeroNanos + warm.toNanos();
    var window = new Window(startNanos, startNanos + length.toNanos());
    try (var crowd = crowds.crowd(workload, load.patience(), window, slo, again);
        var timeLine =
            spec.watched() ? crowd.timeLine(admin, processes(), startNanos) : TimeLine.NONE;
        var watch = NodeWatch.begin(watched(), route, startNanos)) {
      phases.accept("warm " + warm.toMillis());
      crowd.ask(plan, zeroNanos);
      crowd.watchLoops();
      long approachNanos = approach(spec.scenario()).toNanos();
      sleepUntil(startNanos - approachNanos);
      // Neither is garbage of the warm-up collected inside the window, at whichever moment and for
      // one twin only, nor is the server asked there. Both happen so early that what waits
      // meanwhile has arrived by then.
      phases.accept("window " + length.toMillis());
      // Where a short warm-up leaves too little for both, a quarter of it is for the settings.
      long collectingNanos =
          Math.min(BEFORE_COLLECTING_NANOS + ofAllNanos(nodes), approachNanos * 3 / 4);
      LiveSettings live = live(startNanos - collectingNanos);
      long heapBefore = heap();
      long residentBefore = processes().residentBytes();
      System.gc();
      // The server's meters hear of the collection a little later.
      sleepUntil(System.nanoTime() + METERS_LATE_NANOS);
      AdminClient.Scrape before = beforeWindow();
      List<NodeUsage> usedBefore = usage();
      List<CpuQuota> quotas =
          spec.groups().stream().map(group -> CpuQuota.at(group, nodes.quotaCores())).toList();
      if (!quotas.isEmpty()) {
        // Not before what was done for the window's sake, which would take ten times as long.
        sleepUntil(window.startNanos() - QUOTA_AHEAD_NANOS);
        quotas.forEach(CpuQuota::begin);
      }
      Edges edges = Edges.watch(window, processes());
      List<NodeUsage> used = since(usedBefore, usage());
      quotas.forEach(CpuQuota::end);
      if (nodes.happening() instanceof Nodes.Happening.Join) {
        awaitAll(watch);
      }
      AdminClient.Scrape after = books.scrape();
      Footprint footprint = Footprint.UNKNOWN;
      if (load.patience().then() instanceof Patience.Then.Stall) {
        settleLastTokens(window);
        footprint = new Footprint(heapBefore, heap(), residentBefore, edges.serverResidentBytes());
      }
      phases.accept("drain " + drain.toMillis());
      Crowd.await(
          () -> (load.untilDone() ? crowd.awaitingEnd() : crowd.awaitingFirst()) == 0, drain);
      if (!again) {
        settleLastTokens(window);
      }
      crowd.stopAsking();
      Crowd.await(() -> crowd.opening() == 0, GRACE);
      List<Moment> moments = timeLine.moments();
      List<Tally> tallies = crowd.stop();
      var fleet = new Fleet(watch.moments(), used, Measured.comebacks(tallies, window));
      Abandoned abandoned = abandoned(tallies, strangers);
      var measured =
          Measured.of(
              window,
              slo,
              PlannedTokens.inside(window, workload, load.patience(), plan, zeroNanos),
              books.scrape().without(begun),
              tallies,
              abandoned,
              edges,
              spec.serverCores(),
              spec.crowdCores(),
              after.since(before),
              clock,
              List.of());
      return measured
          .withLive(live)
          .withFootprint(footprint)
          .withTimeLine(moments)
          .withSides(Measured.sides(crowd.sides()))
          .withFleet(fleet);
    }
  }

  private ClockCheck clock() {
    int first = spec.adminPorts().getFirst();
    return first == AdminClient.NOBODY ? ClockExchange.withNobody() : ClockExchange.with(first);
  }

  private AdminClient.Scrape beforeWindow() {
    return nodes.loses() ? books.scrape() : admin.scrape();
  }

  // Those that join in a short window may need a moment longer.
  private void awaitAll(NodeWatch watch) {
    Crowd.await(() -> watch.up() == spec.adminPorts().size(), JOINING);
    if (watch.up() < spec.adminPorts().size()) {
      throw new TrialFailure(
          "%d of %d servers are up; one that was to join did not come within %d s behind the window"
              .formatted(watch.up(), spec.adminPorts().size(), JOINING.toSeconds()));
    }
  }

  // One server is watched by nobody, as it always was.
  private List<Integer> watched() {
    return nodes.isPlain() ? List.of() : spec.adminPorts();
  }

  private ProcessStat processes() {
    // What ends in the window takes its count with it, and what comes in it is not known yet.
    return new ProcessStat(changes() ? List.of() : spec.serverPids());
  }

  private boolean changes() {
    return !(nodes.happening() instanceof Nodes.Happening.Nothing);
  }

  private List<NodeUsage> usage() {
    List<NodeUsage> usage = new ArrayList<>();
    if (!nodes.isPlain() && !changes()) {
      for (int i = 0; i < spec.serverPids().size(); i++) {
        String group = spec.groups().isEmpty() ? "" : spec.groups().get(i);
        long cpuNanos = new ProcessStat(spec.serverPids().get(i)).cpuNanos();
        usage.add(CpuQuota.read(group, i + 1, cpuNanos));
      }
    }
    return usage;
  }

  private static List<NodeUsage> since(List<NodeUsage> before, List<NodeUsage> after) {
    List<NodeUsage> since = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      since.add(after.get(i).since(before.get(i)));
    }
    return since;
  }

  // After a collection.
  private long heap() {
    return admin.collect().getOrDefault("heap", 0.0).longValue();
  }

  // Now, while streams are open: much of it is read from them and their sockets.
  private LiveSettings live(long untilNanos) {
    return new LiveSettings(
        admin.settings(untilNanos),
        twinstream.server.LiveSettings.excused(Pair.transportOf(spec.key().transport())));
  }

  // The server notices a reader's leaving a moment later.
  private Abandoned abandoned(List<Tally> tallies, Set<String> strangers) {
    List<Tally.Ended> replies = tallies.stream().flatMap(tally -> tally.rows.stream()).toList();
    Abandoned abandoned = books.departures().without(strangers);
    long deadlineNanos = System.nanoTime() + GRACE.toNanos();
    while (!abandoned.knows(replies) && System.nanoTime() < deadlineNanos) {
      sleepUntil(System.nanoTime() + MILLISECONDS.toNanos(50));
      abandoned = books.departures().without(strangers);
    }
    return abandoned;
  }

  // The first scrapes load and compile code on both ends; the ones at the window must be cheap.
  private void warmUpScraping() {
    for (int i = 0; i < WARMING_SCRAPES; i++) {
      var _ = admin.scrape();
    }
    var _ = admin.settings(System.nanoTime());
  }

  // Tokens due at the window's very end need a moment to arrive.
  private static void settleLastTokens(Window window) {
    sleepUntil(window.endNanos() + MILLISECONDS.toNanos(200));
  }

  private Measurement ladder(List<Integer> levels, Duration settle) {
    ClockCheck clock = clock();
    List<MemoryLevel> measured = new ArrayList<>();
    long startNanos = System.nanoTime();
    var process = processes();
    long serverCpu = process.cpuNanos();
    long crowdCpu = ProcessStat.self().cpuNanos();
    Workload silent = Workload.idle(1, Duration.ZERO);
    var instant = new Window(startNanos, startNanos + 1);
    try (var crowd = crowds.crowd(silent, Patience.ENDLESS, instant, slo, false)) {
      int open = 0;
      for (int level : levels) {
        phases.accept("level " + level);
        long cpuBefore = process.cpuNanos();
        open(crowd, level - open);
        long openingCpu = process.cpuNanos() - cpuBefore;
        sleepUntil(System.nanoTime() + settle.toNanos());
        Map<String, Double> memory = admin.collect();
        measured.add(
            new MemoryLevel(
                level,
                memory.getOrDefault("heap", 0.0).longValue(),
                memory.getOrDefault("direct", 0.0).longValue(),
                process.residentBytes(),
                ProcessStat.kernelSocketBytes(),
                openingCpu,
                level - open));
        open = level;
      }
      LiveSettings live = live(System.nanoTime() + MILLISECONDS.toNanos(500));
      long endNanos = System.nanoTime();
      var edges =
          new Edges(
              0,
              process.cpuNanos() - serverCpu,
              ProcessStat.self().cpuNanos() - crowdCpu,
              process.residentBytes(),
              ProcessStat.self().residentBytes(),
              List.of(),
              Surroundings.UNKNOWN);
      var taken =
          Measured.of(
              new Window(startNanos, endNanos),
              slo,
              0,
              AdminClient.Scrape.NONE,
              crowd.stop(),
              new Abandoned(Map.of(), true),
              edges,
              spec.serverCores(),
              spec.crowdCores(),
              ServerCounters.NONE,
              clock,
              measured);
      return taken.withLive(live);
    }
  }

  private void open(Crowd crowd, int more) {
    Duration over = LADDER_OPENING_PER_THOUSAND.multipliedBy(more).dividedBy(1_000);
    crowd.ask(
        Workload.idle(more, over).plan(spec.key().seed(), over.plusSeconds(1)), System.nanoTime());
    Crowd.await(() -> false, over);
    Crowd.await(() -> crowd.opening() == 0, Duration.ofSeconds(10));
  }

  /// Readers of the suite's own.
  private final class OwnReaders implements Crowds {
    @Override
    public long zeroNanos() {
      return System.nanoTime() + HEAD_START_NANOS;
    }

    @Override
    public Crowd crowd(
        Workload workload, Patience patience, Window window, Slo bounds, boolean again) {
      return new EventLoopCrowd(
          threads,
          Readers.of(Transports.wireOf(Pair.transportOf(spec.key().transport()))),
          route,
          workload,
          patience,
          window,
          bounds,
          again);
    }
  }

  static void sleepUntil(long nanos) {
    for (long left; (left = nanos - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }
}
