package twinstream.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import twinstream.result.Environment;
import twinstream.result.Measurement;
import twinstream.result.MeasurementFiles;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenario;

/// One trial whose crowd lives in this process, because a build tool has started the load
/// generator: begun before its users come, ended when they have gone.
public final class LocalTrial implements AutoCloseable {
  private final TrialKey key;
  private final Scenario scenario;
  private final Trial trial;
  private final Path folder;
  private final Instant started = Instant.now();
  private final Served server;
  private final TrialSpec spec;
  private final Visitors visitors;
  private final CompletableFuture<Measurement> measurement;

  private LocalTrial(
      TrialKey key, Scenario scenario, Visitors visitors, Path runDir, Servers servers) {
    this.key = key;
    this.scenario = scenario;
    this.visitors = visitors;
    Environment environment = Environment.capture(StartFlags.read(), Map.of());
    environment.save(runDir);
    Cores cores = Cores.share();
    trial = new Trial(runDir, environment.id(), cores, servers, _ -> true);
    folder = ResultFiles.temporary(runDir, key);
    Trial.empty(folder);
    server =
        servers.start(
            Pair.transportOf(key.transport()),
            cores,
            scenario.conditions(),
            scenario.nodes(),
            List.of());
    spec = trial.spec(key, scenario, server, server.ports(), folder);
    measurement = new CompletableFuture<>();
    Thread.ofPlatform().name("measuring").daemon().start(() -> measure(cores));
  }

  /// Starts the server, and the instruments that wait for the first user.
  ///
  /// @param visitors who will come
  /// @param runDir where the result goes; made if need be
  public static LocalTrial begin(
      TrialKey key, Scenario scenario, Visitors visitors, Path runDir, Servers servers) {
    try {
      Files.createDirectories(runDir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LocalTrial(key, scenario, visitors, runDir, servers);
  }

  private void measure(Cores cores) {
    try {
      measurement.complete(new Measuring(spec, phase -> settle(phase, cores), visitors).measure());
    } catch (RuntimeException e) {
      measurement.completeExceptionally(e);
    }
  }

  private void settle(String phase, Cores cores) {
    if (phase.startsWith("window")) {
      server.settle(cores, Measuring.approach(scenario));
      if (cores.pinned()) {
        var _ = Cores.move(cores.crowd(), ProcessHandle.current().pid());
      }
    }
  }

  /// Waits for the measurement and saves its result.
  ///
  /// @throws TrialFailure when there is none
  public Result end() {
    Duration atMost = scenario.load().atMost().plus(Trial.SPARE);
    try {
      MeasurementFiles.save(folder, measurement.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new TrialFailure("nothing was measured: " + e);
    }
    return trial.save(
        key, trial.parameters(key, scenario, server), started, folder, server.isGiven());
  }

  @Override
  public void close() {
    server.close();
  }
}
