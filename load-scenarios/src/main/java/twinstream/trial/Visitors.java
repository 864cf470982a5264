package twinstream.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import twinstream.result.Distribution;
import twinstream.result.Slo;
import twinstream.scenario.Load;
import twinstream.scenario.Patience;
import twinstream.transport.Transports;
import twinstream.workload.PlannedReply;
import twinstream.workload.Workload;

/// A crowd whose readers are users of another load generator, on clients of its own: it tells when
/// its clock begins, lets users arrive when the plan says so, and hands each message to the [Visit]
/// of its user. What they hear is judged and recorded as a reader's of the suite is.
///
/// Any thread; each visit belongs to one user.
public final class Visitors implements Crowds {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Load.Paced load;
  private final long seed;
  private final List<String> transports;
  private final List<PlannedReply> arrivals;
  private final CompletableFuture<Long> zero = new CompletableFuture<>();
  private final CompletableFuture<Route> route = new CompletableFuture<>();
  private final CompletableFuture<Gathered> gathered = new CompletableFuture<>();
  private final AtomicInteger arrived = new AtomicInteger();

  /// @param load what they come for
  /// @param seed of the trial
  /// @param transport that they read over; on a node that serves both, every second one reads over
  ///   the other
  public Visitors(Load.Paced load, long seed, String transport) {
    transports =
        transport.equals(Transports.MIXED) ? Transports.FOUNDERS.names() : List.of(transport);
    this.load = load;
    this.seed = seed;
    arrivals = load.workload().plan(seed, Measuring.horizon(load));
    if (arrivals.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody comes within %d s; let more users come, or run a longer window"
              .formatted(Measuring.horizon(load).toSeconds()));
    }
  }

  /// When users arrive, in nanoseconds from the start of the plan, ascending.
  public List<Long> arrivalsNanos() {
    return arrivals.stream().map(PlannedReply::arrivalNanos).toList();
  }

  /// Until when users come, from the start of the plan.
  public Duration horizon() {
    return Measuring.horizon(load);
  }

  /// The longest that a user may have to wait for its reply to end.
  public Duration longestReply() {
    return load.atMost().plus(PATIENCE);
  }

  /// The plan begins.
  ///
  /// @param nanos when, on the [System#nanoTime()] clock; a little ahead, so that the trial is
  ///   ready when the first user comes
  public void beginAt(long nanos) {
    zero.complete(nanos);
  }

  /// A user comes who does nothing but tell how late the load generator is, many of them all the
  /// time: what it is late for them it is late for every other.
  ///
  /// @param planNanos when it was due, from the start of the plan; negative before it
  public void tick(long planNanos) {
    if (gathered.isDone()) {
      within(gathered).tick(planNanos);
    }
  }

  /// Where the servers of the trial are.
  void reach(Route servers) {
    route.complete(servers);
  }

  /// Port on 127.0.0.1 of the server that is asked next.
  public int port() {
    Route servers = within(route);
    return servers.at(servers.next(), "/").address().getPort();
  }

  /// The user who comes next, in the order of the plan.
  public Visit arrive() {
    int index = arrived.getAndIncrement();
    Gathered crowd = within(gathered);
    return crowd.visit(index);
  }

  @Override
  public List<PlannedReply> plan(Workload workload, long ofSeed, Duration horizon) {
    List<PlannedReply> all = new ArrayList<>();
    for (int i = 0; i < arrivals.size(); i++) {
      all.addAll(turns(i));
    }
    all.removeIf(reply -> reply.arrivalNanos() >= horizon.toNanos());
    all.sort(Comparator.comparingLong(PlannedReply::arrivalNanos));
    return all;
  }

  /// What one user asks for, in order: each question is due so long after the last token of the
  /// reply before was.
  private List<PlannedReply> turns(int index) {
    List<PlannedReply> turns = new ArrayList<>(List.of(arrivals.get(index)));
    Workload workload = load.workload();
    for (int turn = 1; turn < load.turns().count(); turn++) {
      PlannedReply before = turns.getLast();
      long dueNanos =
          before.arrivalNanos()
              + workload.length(before).toNanos()
              + load.turns().think().toNanos();
      turns.add(workload.reply(seed, turn * arrivals.size() + index, dueNanos));
    }
    return turns;
  }

  @Override
  public long zeroNanos() {
    return within(zero);
  }

  @Override
  public Crowd crowd(Workload workload, Patience patience, Window window, Slo slo, boolean again) {
    return new Gathered(window, slo);
  }

  private static <T> T within(CompletableFuture<T> awaited) {
    try {
      return awaited.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new TrialFailure("the users and their trial did not meet: " + e);
    }
  }

  /// The users who have come so far.
  private final class Gathered implements Crowd {
    private final Window window;
    private final Slo slo;
    private final Awaited awaited = new Awaited();
    private final Map<String, Map<Thread, Tally>> tallies = new TreeMap<>();
    private final Set<Visit> present = ConcurrentHashMap.newKeySet();
    // The plan begins where the least late of all users says so: a clock of whole milliseconds
    // tells
    // no better.
    private final AtomicLong zeroNanos = new AtomicLong();
    private volatile boolean asking = true;

    Gathered(Window window, Slo slo) {
      this.window = window;
      this.slo = slo;
    }

    @Override
    public void ask(List<PlannedReply> plan, long zero) {
      zeroNanos.set(zero);
      gathered.complete(this);
    }

    Visit visit(int index) {
      boolean planned = index < arrivals.size();
      String transport = transports.get(index % transports.size());
      List<PlannedReply> turns = planned ? turns(index) : List.of();
      long beganNanos =
          planned ? System.nanoTime() - turns.getFirst().arrivalNanos() : Long.MAX_VALUE;
      var visit =
          new Visit(
              index,
              load,
              turns,
              zeroNanos.accumulateAndGet(beganNanos, Math::min),
              transport,
              tally(transport),
              awaited,
              () -> asking,
              present::remove);
      present.add(visit);
      return visit;
    }

    void tick(long planNanos) {
      long nowNanos = System.nanoTime();
      long dueNanos = zeroNanos.accumulateAndGet(nowNanos - planNanos, Math::min) + planNanos;
      if (window.holds(dueNanos)) {
        Tally tally = tally(transports.getFirst());
        synchronized (tally) {
          tally.part(Distribution.LOOP_LAG, nowNanos - dueNanos);
        }
      }
    }

    // Each event loop has one of its own for each transport.
    private synchronized Tally tally(String transport) {
      return tallies
          .computeIfAbsent(transport, _ -> new HashMap<>())
          .computeIfAbsent(Thread.currentThread(), _ -> new Tally(window, slo));
    }

    private synchronized List<Tally> all() {
      return tallies.values().stream().flatMap(own -> own.values().stream()).toList();
    }

    @Override
    public void watchLoops() {
      // Users who do nothing else tell it: see tick.
    }

    @Override
    public TimeLine timeLine(AdminClient admin, ProcessStat server, long startNanos) {
      return TimeLine.of(admin, server, startNanos, present::size, this::heardTokens);
    }

    private long heardTokens() {
      long heard = 0;
      for (Tally tally : all()) {
        synchronized (tally) {
          heard += tally.received;
        }
      }
      return heard;
    }

    @Override
    public int awaitingFirst() {
      return awaited.first();
    }

    @Override
    public int awaitingEnd() {
      return awaited.end();
    }

    @Override
    public int opening() {
      return awaited.opening();
    }

    @Override
    public void stopAsking() {
      asking = false;
      // Who comes late has come late; who was due longer ago than any user may be late is missing.
      long sinceNanos = System.nanoTime() - zeroNanos.get() - Trial.GATLING_LAG_NANOS;
      while (arrived.get() < arrivals.size()) {
        int index = arrived.getAndIncrement();
        if (index >= arrivals.size() || arrivals.get(index).arrivalNanos() > sinceNanos) {
          return;
        }
        visit(index).missed();
      }
    }

    @Override
    public List<Tally> stop() {
      asking = false;
      long nowNanos = System.nanoTime();
      present.forEach(visit -> visit.stop(nowNanos));
      return all();
    }

    @Override
    public synchronized Map<String, List<Tally>> sides() {
      Map<String, List<Tally>> sides = new TreeMap<>();
      if (transports.size() > 1) {
        tallies.forEach((name, own) -> sides.put(name, List.copyOf(own.values())));
      }
      return sides;
    }

    @Override
    public void close() {
      asking = false;
    }
  }
}
