package twinstream.selftest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;
import twinstream.transport.Transports;
import twinstream.trial.Planting;
import twinstream.verdict.Verdict;
import twinstream.verdict.Verdicts;

/// S11: twins that are not set alike are reported as that, with the setting named, and never as a
/// result.
final class BrokenParity {
  /// Short, and with time enough for streams to be open at the window on a busy machine, too.
  private static final Map<String, String> SHORT =
      Map.of(
          "streams", "5",
          "rate", "20",
          "opening", "0.2",
          "warm", "4",
          "window", "1",
          "drain", "0.3",
          "until-done", "0");

  /// A defect in one of the founding pair.
  ///
  /// @param what in words
  /// @param word for the server's command line
  /// @param setting that has to be named
  record Defect(String what, boolean inSecond, String word, String setting) {

    String transport() {
      return inSecond ? Transports.FOUNDERS.second() : Transports.FOUNDERS.first();
    }
  }

  static final List<Defect> DEFECTS =
      List.of(
          new Defect("Nagle on", true, "plant=nagle", "tcp.nodelay"),
          new Defect("keep-alive broken", false, "plant=no-keep-alive", "http.persistent"),
          new Defect("compression on", true, "plant=deflate", "compression.accepted"),
          new Defect("a queue without bound", true, "plant=unbounded", "outbox.messages"));

  private BrokenParity() {}

  static List<Finding> look(Lab lab) {
    Result first = trial(lab, Transports.FOUNDERS.first(), List.of());
    Result second = trial(lab, Transports.FOUNDERS.second(), List.of());
    List<Finding> findings = new ArrayList<>();
    findings.add(alike(judged(first, second), first.live().values().size()));
    for (Defect defect : DEFECTS) {
      Result planted = trial(lab, defect.transport(), List.of(defect.word()));
      Verdicts verdicts = defect.inSecond() ? judged(first, planted) : judged(planted, second);
      findings.add(broken(defect, verdicts));
    }
    return findings;
  }

  private static Result trial(Lab lab, String transport, List<String> words) {
    var planting =
        new Planting() {
          @Override
          public List<String> serverWords() {
            return words;
          }
        };
    return lab.trial("steady", SHORT, transport, planting).result();
  }

  private static Finding alike(Verdicts verdicts, int settings) {
    List<String> reasons = reasons(verdicts);
    return Finding.of(
        "S11",
        "nothing, in either twin",
        reasons.isEmpty()
            ? settings + " settings read back, equal or listed with a reason"
            : String.join("; ", reasons),
        reasons.isEmpty() && settings > 0);
  }

  static Finding broken(Defect defect, Verdicts verdicts) {
    List<String> reasons = reasons(verdicts);
    boolean noResult =
        verdicts.lines().stream().allMatch(line -> line.verdict() instanceof Verdict.Invalid);
    return Finding.of(
        "S11",
        "%s in one twin only, %s".formatted(defect.what(), defect.transport()),
        reasons.isEmpty() ? "no reason against a verdict" : String.join("; ", reasons),
        noResult && reasons.stream().anyMatch(one -> one.contains(": " + defect.setting() + " ")));
  }

  private static List<String> reasons(Verdicts verdicts) {
    return verdicts.invalidBecause().stream()
        .filter(reason -> reason.contains("broken parity"))
        .map(reason -> "invalid: " + reason.substring(reason.indexOf("broken parity")))
        .toList();
  }

  /// One block of the two, judged as that of any run.
  static Verdicts judged(Result first, Result second) {
    var pair = new Pair(Transports.FOUNDERS.first(), Transports.FOUNDERS.second());
    var scenario =
        new ScenarioSummary(
            "steady",
            "Are they set alike?",
            Map.of(),
            List.of(Metric.LATENESS_P50),
            List.of(pair),
            1);
    List<Result> block = List.of(inBlock(first, 1), inBlock(second, 2));
    var manifest =
        new RunManifest(
            Result.SCHEMA,
            "",
            "",
            Instant.EPOCH,
            "broken-parity",
            "",
            Lab.SEED,
            block.stream().map(Result::key).toList(),
            List.of(scenario),
            false,
            "");
    return Verdicts.of(manifest, block);
  }

  private static Result inBlock(Result result, int position) {
    TrialKey key = result.key();
    return result.withKey(
        new TrialKey(key.scenario(), key.transport(), 1, position, 1, key.seed()));
  }
}
