package twinstream.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import twinstream.reader.Loops;
import twinstream.result.Caveat;
import twinstream.result.Gates;
import twinstream.result.MeasurementFiles;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenario;

/// Carries out one trial: one cell, once, in a fresh server JVM and a fresh crowd JVM. Its result
/// is on disk when this returns.
final class Trial {
  static final List<String> CROWD_FLAGS =
      List.of(
          "-Xms512m",
          "-Xmx2g",
          // No collector threads of its own that would run beside the event loop.
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dio.netty.noUnsafe=false");
  // Gatling's users start on whole milliseconds, and later than any event loop would under load.
  private static final int GATLING_LAG_MILLIS = 50;
  static final long GATLING_LAG_NANOS = GATLING_LAG_MILLIS * 1_000_000L;
  static final Duration SPARE = Duration.ofSeconds(45);

  private final Path runDir;
  private final String environment;
  private final Cores cores;
  private final Servers servers;
  private final Predicate<TrialKey> watched;

  /// @param environment id of the environment, for the result file
  /// @param watched whether server and users are asked second by second
  Trial(
      Path runDir, String environment, Cores cores, Servers servers, Predicate<TrialKey> watched) {
    this.watched = watched;
    this.servers = servers;
    this.runDir = runDir;
    this.environment = environment;
    this.cores = cores;
  }

  /// @param phases is told what the crowd does; never inside the window
  /// @throws TrialFailure when a process dies or does not end in time
  Result run(TrialKey key, Scenario scenario, Consumer<String> phases) {
    return run(key, scenario, Planting.NONE, phases);
  }

  /// @param planting what is done to the trial on purpose; closed when it is over
  /// @param phases is told what the crowd does; never inside the window
  /// @throws TrialFailure when a process dies or does not end in time
  Result run(TrialKey key, Scenario scenario, Planting planting, Consumer<String> phases) {
    Path folder = ResultFiles.temporary(runDir, key);
    Observer observer = Observer.of(key);
    Instant started = Instant.now();
    Map<String, String> parameters;
    boolean given;
    try (planting;
        ChildProcess crowd = observer.start(cores.crowd());
        Served server =
            servers.start(
                Pair.transportOf(key.transport()),
                cores,
                scenario.conditions(),
                scenario.nodes(),
                planting.serverWords());
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor()) {
      given = server.isGiven();
      parameters = parameters(key, scenario, server);
      empty(folder);
      Duration atMost = scenario.load().atMost().plus(SPARE);
      var timeIsUp = new AtomicBoolean();
      // The reading below ends with the process that it reads from.
      var watch =
          watchdog.schedule(
              () -> {
                timeIsUp.set(true);
                crowd.close();
              },
              atMost.toMillis(),
              TimeUnit.MILLISECONDS);
      server.whenEnded(crowd::close);
      planting.started(
          new Planting.Processes(
              server.pids().getFirst(),
              crowd.pid(),
              server.port(),
              server.adminPorts().getFirst()));
      List<Integer> ports = server.ports().stream().map(planting::route).toList();
      crowd.say(spec(key, scenario, server, ports, folder).line());
      try {
        String happened =
            follow(crowd, server, Measuring.approach(scenario), phases.andThen(planting::phase));
        if (!happened.isEmpty()) {
          parameters.put("inTheWindow", happened);
        }
      } catch (TrialFailure failure) {
        throw blamed(failure, server, timeIsUp.get(), atMost);
      } finally {
        watch.cancel(false);
      }
    }
    return save(key, parameters, started, folder, given);
  }

  /// Makes the result of a measurement that is in a folder, and puts both in their place.
  ///
  /// @param parameters as [#parameters] gives them
  /// @param given whether somebody else had started the server
  Result save(
      TrialKey key, Map<String, String> parameters, Instant started, Path folder, boolean given) {
    Result result =
        Result.of(
            key, started, parameters, MeasurementFiles.load(folder), caveats(given), environment);
    return ResultFiles.save(runDir, folder, result);
  }

  /// What the crowd has to know.
  ///
  /// @param ports where its readers connect
  TrialSpec spec(TrialKey key, Scenario scenario, Served server, List<Integer> ports, Path folder) {
    return new TrialSpec(
        key,
        scenario.settings().values(),
        ports,
        server.adminPorts(),
        server.pids(),
        server.groups(),
        cores.serverCount(),
        cores.crowdCount(),
        watched.test(key),
        folder.toAbsolutePath().toString());
  }

  // "warm …" comes first; whatever comes next is the approach to what is measured. Gives what
  // happened to the servers until the window was over.
  private String follow(
      ChildProcess crowd, Served server, Duration approach, Consumer<String> phases) {
    boolean settled = false;
    String happened = "";
    for (String line; !(line = crowd.nextLine()).equals("done"); ) {
      phases.accept(line);
      if (!settled && !line.startsWith("warm")) {
        server.settle(cores, approach);
        settled = true;
      }
      if (line.startsWith("drain")) {
        happened = server.happened();
      }
    }
    return happened;
  }

  // The crowd is ended when the server dies or time is up, so its own end says little.
  private static TrialFailure blamed(
      TrialFailure failure, Served server, boolean hung, Duration atMost) {
    if (!server.isAlive()) {
      return server.death();
    }
    return hung
        ? new TrialFailure("the crowd did not come to an end within " + atMost.toSeconds() + " s")
        : failure;
  }

  /// What a result says of its cell, and of what its servers could use.
  Map<String, String> parameters(TrialKey key, Scenario scenario, Served server) {
    boolean given = server.isGiven();
    Map<String, String> parameters = new LinkedHashMap<>(scenario.parameters());
    parameters.put("transport", Pair.transportOf(key.transport()));
    parameters.put("serverCores", given ? "not known" : cores.server().toString());
    parameters.put("serverCoresWhileWarming", given ? "not known" : "all");
    parameters.put("crowdCores", cores.crowd().toString());
    if (!server.limit().isEmpty()) {
      parameters.put("nodeLimit", server.limit());
    }
    if (!server.between().isEmpty()) {
      parameters.put("between", server.between());
    }
    if (Pair.isByGatling(key.transport())) {
      parameters.put(Observer.PARAMETER, Observer.of(key).name());
      parameters.put(Gates.SEND_LAG_PARAMETER, Integer.toString(GATLING_LAG_MILLIS));
    }
    return parameters;
  }

  private List<Caveat> caveats(boolean given) {
    List<Caveat> caveats = new ArrayList<>();
    if (given) {
      caveats.add(Caveat.SERVER_GIVEN);
    }
    if (!cores.pinned()) {
      caveats.add(Caveat.NOT_PINNED);
    }
    if (!Loops.isNative()) {
      caveats.add(Caveat.NIO_TRANSPORT);
    }
    return caveats;
  }

  // What an interrupted trial left behind.
  static void empty(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
