package twinstream.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import twinstream.result.Pair;
import twinstream.result.Scale;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// `report.html`: one page that needs no network and no scripts, for screen and paper.
final class HtmlReport {
  private static final String STYLE = "report.css";

  private final RunView view;
  private final StringBuilder out = new StringBuilder();

  private HtmlReport(RunView view) {
    this.view = view;
  }

  static String render(RunView view) {
    return new HtmlReport(view).render();
  }

  private String render() {
    head();
    answer();
    forest();
    heading("Can this be trusted?");
    out.append(HealthStrip.html(view));
    table(TrialTables.voidCounts(view));
    table(TrialTables.voidReasons(view));
    table(Tables.caveats(view));
    table(HumpTable.of(view));
    view.manifest().scenarios().forEach(this::scenario);
    costs();
    method();
    out.append("</main>\n</body>\n</html>\n");
    return out.toString();
  }

  private void head() {
    String title = "Run " + view.manifest().name() + " of " + view.manifest().created();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    // Nothing is fetched, whatever a name in the files may contain.
    out.append("<meta http-equiv=\"Content-Security-Policy\" ");
    out.append("content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    out.append(Html.element("title", title));
    out.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    out.append(Html.element("h1", title));
  }

  private void answer() {
    out.append("<section class=\"card\">\n<p><strong>");
    out.append(Html.escape(Answer.standing(view))).append("</strong></p>\n");
    for (var scenario : view.manifest().scenarios()) {
      out.append("<p><a href=\"#").append(anchor(scenario)).append("\">");
      out.append(Html.escape(scenario.question())).append("</a></p>\n<ul>\n");
      Answer.lines(view, scenario.name()).forEach(line -> out.append(Html.element("li", line)));
      out.append("</ul>\n");
    }
    out.append("</section>\n");
  }

  private void forest() {
    var deciding = view.verdicts().deciding();
    heading("Which one, and how sure?");
    paragraph(
        "Shaded: the margin of equivalence. Whiskers: the 95 % interval; equivalence is decided by the 90 % interval, "
            + "which is shorter, and by at least six blocks. Filled: decided; hollow: open. Confirmatory metrics only.");
    picture(ForestPlot.of(Scale.RATIO, deciding));
    picture(ForestPlot.of(Scale.DIFFERENCE, deciding));
  }

  private void scenario(ScenarioSummary scenario) {
    out.append("<h2 id=\"").append(anchor(scenario)).append("\">");
    out.append(Html.escape(scenario.name())).append("</h2>\n");
    paragraph(scenario.question());
    Answer.deciding(view, scenario.name()).forEach(line -> paragraph(line.sentence() + "."));
    for (var pair : scenario.pairs()) {
      table(Tables.verdicts(view, scenario, pair));
      pictures(scenario, pair);
    }
    table(LadderPlot.slopes(view, scenario.name()));
    table(ServiceTable.of(view, scenario));
    SideTables.of(view, scenario).forEach(this::table);
    TimeLineTables.of(view, scenario).forEach(this::table);
    scaling(Scaling.of(view, scenario));
    folded("Settings and single trials of " + scenario.name());
    table(Tables.parameters(scenario));
    table(SettingsTable.of(view, scenario));
    table(TrialTables.trials(view, scenario));
    out.append("</details>\n");
  }

  private void scaling(Scaling scaling) {
    if (scaling.isEmpty()) {
      return;
    }
    out.append(Html.element("h3", Scaling.HEADING));
    scaling.limits().forEach(this::paragraph);
    for (var answer : scaling.scaleOut().answers()) {
      out.append("<p><strong>").append(Html.escape(answer.conclusion()));
      out.append("</strong></p>\n");
      items(Scaling.sentences(answer));
    }
    items(scaling.balanced());
    scaling.open().forEach(this::paragraph);
    scaling.tables().forEach(this::table);
  }

  private void items(List<String> texts) {
    if (!texts.isEmpty()) {
      out.append("<ul>\n");
      texts.forEach(text -> out.append(Html.element("li", text)));
      out.append("</ul>\n");
    }
  }

  private void pictures(ScenarioSummary scenario, Pair pair) {
    // What a ramp says of times is how far it went.
    if (pair.selfCheck() || TrialKind.of(scenario.parameters()) == TrialKind.RAMP) {
      return;
    }
    String spectrum = SpectrumPlot.of(view, scenario.name(), pair);
    if (!spectrum.isEmpty()) {
      out.append(Html.element("h3", "How bad is the tail? " + RunView.name(pair)));
      paragraph(
          "Line: median over trials of the trial's own percentile. Band: lowest to highest trial.");
      picture(spectrum);
    }
    for (var kind : Ladder.values()) {
      String ladder = LadderPlot.of(view, scenario.name(), pair, kind);
      if (!ladder.isEmpty()) {
        out.append(Html.element("h3", "What does a stream cost? " + kind.title()));
        paragraph(
            "Slope of the line: memory of one more stream, in the trial with the median slope.");
        picture(ladder);
      }
    }
  }

  private void costs() {
    var tables = CostTables.of(view);
    if (!tables.isEmpty()) {
      heading(CostTables.HEADING);
      paragraph(CostTables.sentence(view));
      tables.forEach(this::table);
    }
  }

  private void method() {
    var manifest = view.manifest();
    heading("Method");
    out.append("<ol>\n");
    Method.SENTENCES.forEach(sentence -> out.append(Html.element("li", sentence)));
    out.append("</ol>\n");
    paragraph(Method.SCOPE);
    table(Tables.definitions(view));
    heading("Environment");
    Tables.environment(view).forEach(this::table);
    heading("Run it again");
    out.append(Html.element("pre", manifest.commandLine()));
    paragraph(
        "Version %s, commit %s, seed %d."
            .formatted(manifest.suiteVersion(), manifest.commit(), manifest.seed()));
  }

  private void heading(String text) {
    out.append(Html.element("h2", text));
  }

  private void paragraph(String text) {
    out.append(Html.element("p", text));
  }

  private void folded(String summary) {
    out.append("<details>\n").append(Html.element("summary", summary));
  }

  private void picture(String svg) {
    if (!svg.isEmpty()) {
      out.append("<figure>\n").append(svg).append("</figure>\n");
    }
  }

  private void table(Table table) {
    if (!table.rows().isEmpty()) {
      out.append(table.html());
    }
  }

  private String anchor(ScenarioSummary scenario) {
    return "scenario-" + view.manifest().scenarios().indexOf(scenario);
  }

  private static String style() {
    try (var in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(STYLE), STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
