package twinstream.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import twinstream.report.Report;
import twinstream.result.Environment;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.RunFiles;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;
import twinstream.result.TrialKind;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Plan;
import twinstream.trial.Planting;
import twinstream.trial.Run;
import twinstream.trial.Servers;
import twinstream.verdict.Verdicts;

/// A run from its plan to its report: writes the manifest, carries the plan out, prints the answer.
final class Runs {
  private static final DateTimeFormatter FOLDER_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss").withZone(ZoneId.systemDefault());

  private static final int FEW_NODES = 3;

  private final PrintWriter out;
  private final PrintWriter err;

  Runs(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /// Starts a new run and carries it out.
  ///
  /// @param name of the run, as in `quick`
  /// @param commandLine what to type to run it again
  /// @param folder where to put it, null for a new folder under `runs/`
  int begin(String name, String commandLine, Plan plan, @Nullable Path folder) {
    return begin(name, commandLine, plan, place(name, folder), Servers.FRESH);
  }

  /// The same with servers from elsewhere.
  int begin(String name, String commandLine, Plan plan, Path place, Servers servers) {
    create(place);
    return Interrupt.guarded(
        place,
        plan.trials().size(),
        err,
        () -> carryOut(place, plan, opened(name, commandLine, plan, place), servers));
  }

  // Writes what a run has before its first trial.
  private static Environment opened(String name, String commandLine, Plan plan, Path place) {
    Environment environment = SuiteFacts.environment();
    environment.save(place);
    // Last: a folder that has it can be gone on with.
    manifest(name, commandLine, plan).save(place);
    return environment;
  }

  /// Where a new run is put.
  ///
  /// @param folder null for a new one under `runs/`
  static Path place(String name, @Nullable Path folder) {
    return folder != null
        ? folder
        : Path.of("runs", FOLDER_TIME.format(Instant.now()) + "-" + name);
  }

  /// Goes on with a run that was interrupted.
  int resume(Path folder) {
    RunManifest manifest = manifest(folder);
    if (!manifest.commit().equals(SuiteVersion.commit())) {
      throw new RefusedException(
          "%s was begun with another build (%s, this is %s); go on with that one, or start a new run"
              .formatted(folder, manifest.commit(), SuiteVersion.commit()));
    }
    if (manifest.commandLine().contains(GatlingCommand.URL)) {
      throw new RefusedException(
          "%s was read from a server that was running then; run it again: %s"
              .formatted(folder, manifest.commandLine()));
    }
    Environment begun = Environment.load(folder);
    requireSame(folder, begun, SuiteFacts.environment());
    Plan plan = plan(manifest);
    return Interrupt.guarded(
        folder, plan.trials().size(), err, () -> carryOut(folder, plan, begun, Servers.FRESH));
  }

  private static void requireSame(Path folder, Environment begun, Environment now) {
    var diff = new EnvironmentDiff(begun, now);
    if (!diff.same()) {
      throw new RefusedException(
          "%s was begun in another environment (%s, this is %s; other: %s); start a new run, or go on where it was begun"
              .formatted(folder, begun.id(), now.id(), String.join("; ", diff.decisive())));
    }
    // The commit does not tell two states of uncommitted changes apart.
    if (!Objects.equals(begun.suite().get(SuiteFacts.CODE), now.suite().get(SuiteFacts.CODE))) {
      throw new RefusedException(
          "%s was begun with another build of the same commit; go on with that one, or start a new run"
              .formatted(folder));
    }
  }

  /// Carries a plan out as `begin` does, but says nothing: for checks of the instrument.
  ///
  /// @param place folder that does not hold a run yet
  /// @param plantings what is done to which trial on purpose
  static Path quietly(
      String name,
      String commandLine,
      Plan plan,
      Path place,
      Function<TrialKey, Planting> plantings) {
    create(place);
    Environment environment = opened(name, commandLine, plan, place);
    var _ =
        new Run(place, plan, environment, Run.Watcher.SILENT, plantings, Servers.FRESH).finish();
    environment.ended().save(place);
    var _ = RunFiles.seal(place);
    Report.load(place).writeTo(place);
    return place;
  }

  private int carryOut(Path folder, Plan plan, Environment environment, Servers servers) {
    var progress = new Progress(err, plan, folder);
    int saved = ResultFiles.loadResults(folder).size();
    List<Result> results;
    try {
      results = new Run(folder, plan, environment, progress, _ -> Planting.NONE, servers).finish();
    } catch (RuntimeException failure) {
      // Ctrl-C reaches the children first; what follows from that is not their failure.
      Interrupt.giveWay();
      progress.stopped(failure);
      throw failure;
    }
    // A run that was complete keeps the state that it ended in.
    boolean more = results.size() > saved;
    if (more || environment.after().isEmpty()) {
      environment.ended().save(folder);
    }
    if (more || RunManifest.load(folder).files().isEmpty()) {
      var _ = RunFiles.seal(folder);
    }
    progress.finished(results);
    return report(folder);
  }

  /// Makes the report of a run again and prints it.
  int report(Path folder) {
    var _ = manifest(folder);
    Report report = Report.load(folder);
    report.writeTo(folder);
    out.println(report.console(Terminal.colours()));
    out.println();
    out.println("Report: " + folder.resolve("report.html"));
    out.flush();
    Verdicts verdicts = report.verdicts();
    return verdicts.invalid() ? Exit.INVALID : Exit.FINE;
  }

  static RunManifest manifest(Path folder) {
    if (!Files.exists(folder.resolve("manifest.json"))) {
      throw new IllegalArgumentException(folder + " holds no run: there is no manifest.json in it");
    }
    return RunManifest.load(folder);
  }

  private static void create(Path folder) {
    try {
      if (Files.exists(folder.resolve("manifest.json"))) {
        throw new IllegalArgumentException(
            "%s holds a run already; go on with `./bench resume %s`, or name another folder"
                .formatted(folder, folder));
      }
      if (Files.exists(folder.resolve("trials"))) {
        throw new IllegalArgumentException(
            folder + " holds trials of a run that has lost its manifest; name another folder");
      }
      Files.createDirectories(folder);
      try (var entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new IllegalArgumentException(
              folder + " is not empty and holds no run; name another folder with --out");
        }
      }
      Files.delete(Files.createTempFile(folder, "writable", null));
    } catch (IOException e) {
      throw new RefusedException(
          "can't write to the folder %s (%s); name another one with --out"
              .formatted(folder, e.getClass().getSimpleName()));
    }
  }

  private static RunManifest manifest(String name, String commandLine, Plan plan) {
    var publication = Publication.of(plan);
    return new RunManifest(
        Result.SCHEMA,
        SuiteVersion.number(),
        SuiteVersion.commit(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        name,
        commandLine,
        plan.seed(),
        plan.trials(),
        plan.parts().stream().map(Runs::summary).toList(),
        publication.possible(),
        publication.reason());
  }

  private static ScenarioSummary summary(Plan.Part part) {
    Scenario scenario = part.scenario();
    return new ScenarioSummary(
        scenario.name(),
        scenario.question(),
        scenario.parameters(),
        scenario.confirmatory(),
        pairs(part),
        part.blocks());
  }

  /// The twins first, then each transport against itself, then its two observers.
  static List<Pair> pairs(Plan.Part part) {
    List<String> settings = part.transports().stream().map(Pair::settingOf).distinct().toList();
    var twins =
        settings.stream()
            .flatMap(setting ->
                Transports.TWINS.stream()
                    .map(two -> new Pair(at(two.first(), setting), at(two.second(), setting))));
    // Each transport also shows what the setting does; of ramps over many numbers of nodes a law
    // does.
    boolean hasLaw =
        settings.size() > FEW_NODES
            && TrialKind.of(part.scenario().parameters()) == TrialKind.RAMP
            && settings.stream().allMatch(setting -> setting.startsWith(Pair.NODES));
    var itself =
        hasLaw
            ? Stream.<Pair>of()
            : part.transports().stream()
                .map(Pair::transportOf)
                .distinct()
                .flatMap(name -> itself(name, settings));
    var selfChecks = part.transports().stream().map(Pair::selfCheck);
    var observers = part.transports().stream().map(Pair::observers);
    return Stream.of(twins, itself, selfChecks, observers)
        .flatMap(pairs -> pairs)
        .filter(pair -> part.transports().containsAll(List.of(pair.first(), pair.second())))
        .toList();
  }

  private static Stream<Pair> itself(String transport, List<String> settings) {
    return IntStream.range(1, settings.size())
        .mapToObj(
            i -> new Pair(at(transport, settings.get(i - 1)), at(transport, settings.get(i))));
  }

  private static String at(String transport, String setting) {
    return setting.isEmpty() ? transport : Pair.varied(transport, setting);
  }

  /// The plan of a run that was begun.
  static Plan plan(RunManifest manifest) {
    List<Plan.Part> parts =
        manifest.scenarios().stream()
            .map(summary ->
                new Plan.Part(scenario(summary), summary.blocks(), transports(manifest, summary)))
            .toList();
    return new Plan(manifest.seed(), parts, manifest.planned());
  }

  private static Scenario scenario(ScenarioSummary summary) {
    Map<String, String> settings = new LinkedHashMap<>(summary.parameters());
    settings.remove(TrialKind.PARAMETER);
    return Scenarios.named(summary.name()).with(settings);
  }

  private static List<String> transports(RunManifest manifest, ScenarioSummary summary) {
    return manifest.planned().stream()
        .filter(key -> key.scenario().equals(summary.name()))
        .map(key -> key.transport())
        .distinct()
        .toList();
  }
}
