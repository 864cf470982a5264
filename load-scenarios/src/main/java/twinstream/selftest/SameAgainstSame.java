package twinstream.selftest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdict;
import twinstream.verdict.Verdicts;

/// S5: a transport against itself gets no winner, in the run and in a thousand replays of its
/// blocks.
final class SameAgainstSame {
  private static final int REPLAYS = 2_000;
  private static final double LEVEL = 0.05;

  private SameAgainstSame() {}

  static List<Finding> look(Lab lab) {
    Path run = lab.selfCheckRun();
    var manifest = RunManifest.load(run);
    var results = ResultFiles.loadResults(run);
    var verdicts = Verdicts.of(manifest, results);
    List<Finding> findings = new ArrayList<>();
    verdicts.lines().stream()
        .filter(line -> line.pair().selfCheck() && line.confirmatory())
        .map(SameAgainstSame::line)
        .forEach(findings::add);
    long counting =
        results.stream()
            .filter(result -> verdicts.counting().contains(result.key().id()))
            .map(result -> result.key().block())
            .distinct()
            .count();
    findings.add(
        counting < Verdict.FEWEST_BLOCKS
            ? Finding.of("S5", "replays of these blocks", counting + " blocks count", false)
            : replayed(Replays.falseWinners(manifest, results, verdicts, REPLAYS)));
    return findings;
  }

  private static Finding line(MetricVerdict line) {
    boolean noWinner =
        line.verdict() instanceof Verdict.Equivalent
            || line.verdict() instanceof Verdict.Inconclusive;
    return Finding.of(
        "S5",
        "%s against itself, %s".formatted(line.pair().first(), line.metric().title()),
        line.effect() + ": " + line.word(),
        noWinner);
  }

  /// At most one in twenty, and three standard deviations of a binomial.
  static Finding replayed(int falseWinners) {
    double most = LEVEL + 3 * Math.sqrt(LEVEL * (1 - LEVEL) / REPLAYS);
    double share = (double) falseWinners / REPLAYS;
    return Finding.of(
        "S5",
        "%,d replays of these blocks, drawn anew and their labels tossed".formatted(REPLAYS),
        String.format(
            Locale.ROOT,
            "%d with a false winner, %.1f %% (at most %.1f %%)",
            falseWinners,
            100 * share,
            100 * most),
        share <= most);
  }
}
