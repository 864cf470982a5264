package twinstream.report;

import twinstream.result.ScenarioSummary;

/// `REPORT.md`: the answer first, then what it rests on.
final class MarkdownReport {
  private final RunView view;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(RunView view) {
    this.view = view;
  }

  static String render(RunView view) {
    return new MarkdownReport(view).render();
  }

  private String render() {
    heading("#", "Run " + view.manifest().name() + " of " + view.manifest().created());
    answer();
    view.manifest().scenarios().forEach(this::scenario);
    costs();
    trust();
    heading("##", "Method");
    Method.SENTENCES.forEach(this::item);
    out.append('\n');
    table(Tables.definitions(view));
    heading("##", "Environment");
    Tables.environment(view).forEach(this::table);
    trials();
    reproduce();
    return out.toString();
  }

  private void answer() {
    paragraph("**" + Markdown.escape(Answer.standing(view)) + "**");
    for (var scenario : view.manifest().scenarios()) {
      paragraph(
          Markdown.escape(scenario.question()) + " (" + Markdown.escape(scenario.name()) + ")");
      Answer.deciding(view, scenario.name()).forEach(line -> item(line.sentence()));
      out.append('\n');
    }
  }

  private void scenario(ScenarioSummary scenario) {
    heading("##", scenario.name());
    paragraph(Markdown.escape(scenario.question()));
    for (var pair : scenario.pairs()) {
      table(Tables.verdicts(view, scenario, pair));
    }
    table(LadderPlot.slopes(view, scenario.name()));
    table(ServiceTable.of(view, scenario));
    SideTables.of(view, scenario).forEach(this::table);
    TimeLineTables.of(view, scenario).forEach(this::table);
    scaling(Scaling.of(view, scenario));
  }

  private void scaling(Scaling scaling) {
    if (scaling.isEmpty()) {
      return;
    }
    heading("###", Scaling.HEADING);
    scaling.limits().forEach(text -> paragraph(Markdown.escape(text)));
    for (var answer : scaling.scaleOut().answers()) {
      paragraph("**" + Markdown.escape(answer.conclusion()) + "**");
      Scaling.sentences(answer).forEach(this::item);
      out.append('\n');
    }
    if (!scaling.balanced().isEmpty()) {
      scaling.balanced().forEach(this::item);
      out.append('\n');
    }
    scaling.open().forEach(text -> paragraph(Markdown.escape(text)));
    scaling.tables().forEach(this::table);
  }

  private void costs() {
    var tables = CostTables.of(view);
    if (!tables.isEmpty()) {
      heading("##", CostTables.HEADING);
      paragraph(Markdown.escape(CostTables.sentence(view)));
      tables.forEach(this::table);
    }
  }

  private void trust() {
    heading("##", "Void trials, scope and caveats");
    paragraph("%d of %d trials are void.".formatted(view.voidTrials(), view.results().size()));
    table(TrialTables.voidCounts(view));
    table(TrialTables.voidReasons(view));
    paragraph(Markdown.escape(Method.SCOPE));
    table(Tables.caveats(view));
    table(HumpTable.of(view));
  }

  private void trials() {
    heading("##", "Trials");
    for (var scenario : view.manifest().scenarios()) {
      table(Tables.parameters(scenario));
      table(SettingsTable.of(view, scenario));
      table(TrialTables.trials(view, scenario));
    }
  }

  private void reproduce() {
    var manifest = view.manifest();
    heading("##", "Run it again");
    out.append(Markdown.code(manifest.commandLine()));
    paragraph(
        Markdown.escape(
            "Version %s, commit %s, seed %d. The raw files of each trial are in the folder trials; their SHA-256 are in its result.json."
                .formatted(manifest.suiteVersion(), manifest.commit(), manifest.seed())));
  }

  private void table(Table table) {
    if (!table.rows().isEmpty()) {
      paragraph("*" + Markdown.escape(table.caption()) + "*");
      out.append(table.markdown()).append('\n');
    }
  }

  private void heading(String level, String text) {
    out.append(level).append(' ').append(Markdown.escape(text)).append("\n\n");
  }

  private void paragraph(String markdown) {
    out.append(markdown).append("\n\n");
  }

  private void item(String text) {
    out.append("- ").append(Markdown.escape(text)).append('\n');
  }
}
