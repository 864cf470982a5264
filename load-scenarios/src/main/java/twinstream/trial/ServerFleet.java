package twinstream.trial;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import twinstream.balance.FreePorts;
import twinstream.scenario.Conditions;
import twinstream.scenario.Nodes;
import twinstream.scenario.Nodes.Happening;

/// Several servers of one transport, and what happens to them. The window begins a known while
/// after the warm-up is over; what has to happen inside it is timed from there.
final class ServerFleet implements Served {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SPARE = Duration.ofSeconds(3);
  private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(1);

  private final Nodes nodes;
  private final Starter starter;
  private final Companions companions;
  private final boolean http2;
  private final List<Seat> seats;
  private final List<CpuQuota> quotas = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("happenings").factory());
  private volatile Cores cores = new Cores(List.of(), List.of());
  private volatile Runnable whenEnded = () -> {};
  private volatile long approachNanos;
  private volatile @Nullable TrialFailure failure;
  private volatile int replaced;
  private volatile boolean closed;

  /// Starts one server.
  @FunctionalInterface
  interface Starter {
    /// @param port 0 for any free one
    /// @param late true for one that comes while others are measured
    ServerProcess start(int port, int adminPort, boolean late);
  }

  /// A place for a server, with the ports that everybody knows it by.
  private static final class Seat {
    final int port;
    final int adminPort;
    volatile @Nullable ServerProcess server;

    Seat(int port, int adminPort) {
      this.port = port;
      this.adminPort = adminPort;
    }
  }

  private ServerFleet(
      Nodes nodes, Starter starter, Companions companions, boolean http2, List<Seat> seats) {
    this.nodes = nodes;
    this.starter = starter;
    this.companions = companions;
    this.http2 = http2;
    this.seats = seats;
  }

  /// Starts those servers that are there from the beginning, side by side.
  ///
  /// @param words of the command line of each
  /// @throws TrialFailure when one does not come up
  static ServerFleet start(
      String transport, Cores cores, Conditions conditions, Nodes nodes, List<String> words) {
    boolean quota = hasQuota(nodes);
    List<String> all = new ArrayList<>(words);
    if (nodes.happening() instanceof Happening.Restart(_, Duration drain)) {
      all.add("drain=" + drain.toMillis());
    }
    var companions = new Companions();
    if (!quota && nodes.limit() != Nodes.Limit.NONE) {
      all.add("connections=" + nodes.admission());
      all.add("connections-per-address=" + nodes.admission());
    }
    ServerFleet fleet = null;
    try {
      if (conditions.sharedLog()) {
        all.addAll(companions.sharedLog());
      }
      fleet =
          start(
              nodes,
              (port, admin, late) ->
                  ServerProcess.start(
                      late ? cores.server() : List.of(),
                      transport,
                      port,
                      admin,
                      cores,
                      conditions,
                      all),
              companions,
              transport.endsWith("-h2"));
      companions.before(fleet.direct(), nodes);
      if (quota) {
        for (long pid : fleet.pids()) {
          fleet.quotas.add(CpuQuota.around(pid, nodes.quotaCores()));
        }
      }
      return fleet;
    } catch (RuntimeException e) {
      if (fleet == null) {
        companions.close();
      } else {
        fleet.close();
      }
      throw e;
    }
  }

  private static boolean hasQuota(Nodes nodes) {
    return switch (nodes.limit()) {
      case QUOTA -> true;
      case AUTO -> CpuQuota.available().isPresent();
      case NONE, ADMISSION -> false;
    };
  }

  @Override
  public List<String> groups() {
    return quotas.stream().map(CpuQuota::folder).toList();
  }

  @Override
  public String limit() {
    if (!quotas.isEmpty()) {
      return quotas.getFirst().words();
    }
    return nodes.limit() == Nodes.Limit.NONE
        ? ""
        : "at most %d connections each".formatted(nodes.admission());
  }

  private static ServerFleet start(
      Nodes nodes, Starter starter, Companions companions, boolean http2) {
    int late = nodes.happening() instanceof Happening.Join(int some, _) ? some : 0;
    List<CompletableFuture<ServerProcess>> starting =
        IntStream.range(0, nodes.count() - late)
            .mapToObj(_ ->
                CompletableFuture.supplyAsync(
                    () -> starter.start(0, 0, false), Thread::startVirtualThread))
            .toList();
    List<Seat> seats = new ArrayList<>();
    try {
      for (CompletableFuture<ServerProcess> one : starting) {
        ServerProcess server = one.join();
        var seat = new Seat(server.port(), server.adminPort());
        seat.server = server;
        seats.add(seat);
      }
    } catch (CompletionException e) {
      starting.forEach(one -> one.whenComplete((server, _) -> closeIfThere(server)));
      throw e.getCause() instanceof TrialFailure failure ? failure : new TrialFailure("" + e);
    }
    for (int i = 0; i < late; i++) {
      List<Integer> free = twoPorts();
      seats.add(new Seat(free.getFirst(), free.getLast()));
    }
    var fleet = new ServerFleet(nodes, starter, companions, http2, List.copyOf(seats));
    fleet.seats.forEach(fleet::watch);
    return fleet;
  }

  private static void closeIfThere(@Nullable ServerProcess server) {
    if (server != null) {
      server.close();
    }
  }

  private static List<Integer> twoPorts() {
    try {
      return FreePorts.find(2);
    } catch (IOException e) {
      throw new TrialFailure("no port is free on 127.0.0.1: " + e);
    }
  }

  private void watch(Seat seat) {
    ServerProcess server = seat.server;
    if (server != null) {
      server.whenEnded(() -> {
        // Whoever is meant to end has left its seat first.
        if (seat.server == server && !closed) {
          whenEnded.run();
        }
      });
    }
  }

  @Override
  public List<Integer> ports() {
    return companions.ports(direct(), http2);
  }

  @Override
  public String between() {
    return companions.words();
  }

  private List<Integer> direct() {
    return seats.stream().map(seat -> seat.port).toList();
  }

  @Override
  public List<Integer> adminPorts() {
    return seats.stream().map(seat -> seat.adminPort).toList();
  }

  @Override
  public List<Long> pids() {
    return servers().stream().map(ServerProcess::pid).toList();
  }

  private List<ServerProcess> servers() {
    List<ServerProcess> servers = new ArrayList<>();
    for (Seat seat : seats) {
      ServerProcess server = seat.server;
      if (server != null) {
        servers.add(server);
      }
    }
    return servers;
  }

  @Override
  public void settle(Cores shared, Duration approach) {
    cores = shared;
    companions.settle(shared);
    approachNanos = approach.toNanos();
    for (ServerProcess server : servers()) {
      server.settle(shared, approach);
    }
    switch (nodes.happening()) {
      case Happening.Nothing _ -> {}
      case Happening.Join(_, Duration after) -> in(after, this::join);
      case Happening.Restart(Duration after, Duration drain) -> in(after, () -> restartAll(drain));
      case Happening.Kill(Duration after) -> in(after, () -> kill(seats.getFirst()));
    }
  }

  @Override
  public String happened() {
    return nodes.happening() instanceof Happening.Restart
        ? "%d of %d servers replaced".formatted(replaced, nodes.count())
        : "";
  }

  private void in(Duration afterStart, Runnable what) {
    var _ = clock.schedule(() -> orFail(what), afterStart.toNanos() + approachNanos, NANOSECONDS);
  }

  // A trial in which something else happens than was planned is none.
  private void orFail(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      if (!closed) {
        failure = new TrialFailure("what was to happen to the servers did not: " + e.getMessage());
        whenEnded.run();
      }
    }
  }

  private void join() {
    seats.stream().filter(seat -> seat.server == null).forEach(this::take);
  }

  // A server that does not come up leaves its seat empty, which everybody sees.
  private void take(Seat seat) {
    if (closed) {
      return;
    }
    ServerProcess server = starter.start(seat.port, seat.adminPort, true);
    // From here on whoever ends the fleet ends it, too.
    seat.server = server;
    watch(seat);
    server.settle(cores, Duration.ZERO);
  }

  private void restartAll(Duration drain) {
    for (Seat seat : seats) {
      ServerProcess server = seat.server;
      if (server == null || closed) {
        return;
      }
      seat.server = null;
      server.askToStop();
      var _ = server.endsWithin(drain.plus(SPARE));
      server.close();
      take(seat);
      replaced++;
      Measuring.sleepUntil(System.nanoTime() + BETWEEN_RESTARTS.toNanos());
    }
  }

  private static void kill(Seat seat) {
    ServerProcess server = seat.server;
    seat.server = null;
    closeIfThere(server);
  }

  @Override
  public boolean isGiven() {
    return false;
  }

  @Override
  public boolean isAlive() {
    return failure == null
        && companions.isAlive()
        && servers().stream().allMatch(ServerProcess::isAlive);
  }

  @Override
  public TrialFailure death() {
    TrialFailure known = failure;
    return known != null ? known : deathOfAServer();
  }

  private TrialFailure deathOfAServer() {
    return servers().stream()
        .filter(server -> !server.isAlive())
        .findFirst()
        .map(ServerProcess::death)
        .orElseGet(() -> new TrialFailure("what the servers need has ended: " + between()));
  }

  @Override
  public void whenEnded(Runnable action) {
    whenEnded = action;
    companions.whenEnded(() -> {
      if (!closed) {
        action.run();
      }
    });
    if (!isAlive()) {
      action.run();
    }
  }

  private void awaitClock() {
    try {
      var _ = clock.awaitTermination(PATIENCE.toSeconds(), SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    // What happens to servers goes on until it has come to a point at which it can be left.
    clock.shutdownNow();
    awaitClock();
    servers().forEach(ServerProcess::close);
    quotas.forEach(CpuQuota::close);
    companions.close();
  }
}
