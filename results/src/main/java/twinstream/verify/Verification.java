package twinstream.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import twinstream.result.RunManifest;
import twinstream.result.TrialKey;

/// Every number of a run recomputed from its raw files by a path of its own, and held against
/// `result.json`, `REPORT.md` and `report.html`. Pictures and prose are not looked at, and some
/// statements have nothing to be recomputed from: [#AS_STATED].
///
/// @param numbers how many numbers and words were held against each other
/// @param differences where they are not the same
/// @param unfinished why the run is no finished one, in sentences; empty for one that is
public record Verification(
    Map<Kind, Integer> numbers, List<Difference> differences, List<String> unfinished) {

  /// What is believed.
  static final String AS_STATED =
      "Taken as stated: counters that only the instruments saw, starts of trials, whether cores were pinned and which event loops ran, whether and where distributions are cut into humps. Not looked at: pictures and prose.";

  public Verification {
    numbers = Map.copyOf(numbers);
    differences = List.copyOf(differences);
    unfinished = List.copyOf(unfinished);
  }

  /// Reads the run and writes nothing.
  ///
  /// @throws twinstream.result.DamagedRunException if its manifest is missing or not whole
  public static Verification of(Path runDir) {
    RunManifest manifest = RunManifest.load(runDir);
    var findings = new Findings();
    var folder = new RunFolder(runDir, manifest, findings);
    folder.hashes();
    var environment = folder.environment();
    var trials = folder.trials(environment.map(Facts::id).orElse("unknown"));
    var judgements = Judgements.of(manifest, trials);
    plan(judgements, findings);
    environment.ifPresent(facts -> reports(folder, judgements, facts, findings));
    return new Verification(
        findings.numbers(), findings.differences(), unfinished(manifest, judgements));
  }

  private static void reports(
      RunFolder folder,
      Judgements judgements,
      twinstream.result.Environment environment,
      Findings findings) {
    List<WantedTable> tables = new ArrayList<>(new WantedTables(judgements).all(environment));
    folder.micro().ifPresent(micro -> tables.addAll(new CostTable(judgements, micro).all()));
    var sentences = new WantedSentences(judgements);
    folder
        .report(RunFolder.MARKDOWN)
        .ifPresent(text -> {
          var page = MarkdownPage.of(text);
          var checks = new ReportChecks(Kind.MARKDOWN, RunFolder.MARKDOWN, page, findings);
          checks.tables(tables);
          checks.sentences(sentences.markdown());
        });
    folder
        .report(RunFolder.HTML)
        .ifPresent(text -> {
          var checks = new ReportChecks(Kind.HTML, RunFolder.HTML, HtmlPage.of(text), findings);
          List<WantedTable> withStrip = new ArrayList<>(tables);
          withStrip.add(new WantedStrip(judgements).table());
          checks.tables(withStrip);
          checks.sentences(sentences.html());
        });
  }

  /// Each trial must be a planned one, or the second attempt of one whose block was void.
  private static void plan(Judgements judgements, Findings findings) {
    Set<TrialKey> planned = new HashSet<>(judgements.manifest().planned());
    Set<String> voidBlocks =
        judgements.trials().stream()
            .filter(trial -> trial.key().attempt() == 1 && !trial.valid())
            .map(trial -> block(trial.key()))
            .collect(Collectors.toSet());
    for (var trial : judgements.trials()) {
      var key = trial.key();
      boolean own =
          planned.contains(key.withAttempt(1))
              && (key.attempt() == 1 || key.attempt() == 2 && voidBlocks.contains(block(key)));
      String file = "trials/" + key.id() + "/" + RawFiles.RESULT;
      findings.holds(Kind.PLAN, file, "key", own, key, "a trial of the plan");
    }
  }

  private static String block(TrialKey key) {
    return key.scenario() + " " + key.block();
  }

  private static List<String> unfinished(RunManifest manifest, Judgements judgements) {
    List<String> sentences = new ArrayList<>();
    long missing = Standing.missing(judgements);
    if (missing > 0) {
      sentences.add(
          "unfinished: %d of %d planned trials are not there"
              .formatted(missing, manifest.planned().size()));
    }
    if (manifest.files().isEmpty()) {
      sentences.add(
          "unfinished: the manifest has no hashes of the files, which come at the end of a run");
    }
    return sentences;
  }

  /// How many numbers and words were held against each other in all.
  public int total() {
    return numbers.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// True when the run has finished and nothing differs.
  public boolean agrees() {
    return differences.isEmpty() && unfinished.isEmpty();
  }

  /// For people: how many of each kind, each difference, and the sum of it.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (var kind : Kind.values()) {
      lines.add("%,7d %s".formatted(numbers.getOrDefault(kind, 0), kind.title()));
    }
    lines.add(AS_STATED);
    differences.forEach(difference -> lines.add(difference.toString()));
    String sum =
        differences.isEmpty()
            ? "all %,d numbers agree".formatted(total())
            : "%,d of %,d numbers differ".formatted(differences.size(), total());
    lines.addAll(unfinished);
    lines.add(unfinished.isEmpty() ? sum : sum + ", of an unfinished run");
    return lines;
  }
}
