package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import twinstream.result.ScenarioSummary;

/// The sentences with numbers that the reports must have.
final class WantedSentences {
  private final Judgements judgements;

  WantedSentences(Judgements judgements) {
    this.judgements = judgements;
  }

  List<Text> markdown() {
    List<Text> wanted = begin();
    for (var scenario : judgements.manifest().scenarios()) {
      wanted.add(Text.of(scenario.question() + " (" + scenario.name() + ")"));
      judgements.deciding(scenario).forEach(line -> wanted.add(Words.sentence(line)));
      wanted.add(Text.of(scenario.question()));
      wanted.addAll(nodes(scenario));
    }
    wanted.add(
        Text.of(
            Text.count(judgements.voidTrials()),
            " of ",
            Text.count(judgements.trials().size()),
            " trials are void."));
    end(
        wanted,
        " The raw files of each trial are in the folder trials; their SHA-256 are in its result.json.");
    return wanted;
  }

  List<Text> html() {
    List<Text> wanted = begin();
    for (var scenario : judgements.manifest().scenarios()) {
      wanted.add(Text.of(scenario.question()));
      judgements.deciding(scenario).forEach(line -> wanted.add(Words.answer(line)));
      wanted.add(Text.of(scenario.question()));
      judgements.deciding(scenario).forEach(line -> wanted.add(Text.of(Words.sentence(line), ".")));
      wanted.addAll(nodes(scenario));
    }
    end(wanted, "");
    return wanted;
  }

  private List<Text> nodes(ScenarioSummary scenario) {
    var cell = judgements.cells().get(scenario.name());
    return cell == null ? List.of() : new ScalingSentences(judgements, scenario, cell).all();
  }

  private List<Text> begin() {
    var manifest = judgements.manifest();
    return new ArrayList<>(
        List.of(
            Text.of("Run " + manifest.name() + " of " + manifest.created()),
            Standing.of(judgements)));
  }

  private void end(List<Text> wanted, String more) {
    var manifest = judgements.manifest();
    manifest.commandLine().lines().forEach(line -> wanted.add(Text.of(line)));
    wanted.add(
        Text.of(
            "Version "
                + manifest.suiteVersion()
                + ", commit "
                + manifest.commit()
                + ", seed "
                + manifest.seed()
                + "."
                + more));
  }
}
