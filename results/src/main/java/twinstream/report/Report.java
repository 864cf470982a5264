package twinstream.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import twinstream.verdict.Verdicts;

/// Makes the reports of a run from its files alone: the same files give the same bytes, on every
/// machine and at any time.
public final class Report {
  private final RunView view;

  private Report(RunView view) {
    this.view = view;
  }

  /// Loads a run, judges it and writes `report.html` and `REPORT.md` beside its manifest.
  ///
  /// @throws twinstream.result.DamagedRunException if a file of the run is not whole
  public static Verdicts write(Path runDir) {
    var report = load(runDir);
    report.writeTo(runDir);
    return report.verdicts();
  }

  /// Loads a run and judges it, and writes nothing.
  ///
  /// @throws twinstream.result.DamagedRunException if a file of the run is not whole
  public static Report load(Path runDir) {
    return new Report(RunView.load(runDir));
  }

  public Verdicts verdicts() {
    return view.verdicts();
  }

  /// The report for a terminal of 100 columns; ends with a line break.
  ///
  /// @param ansi whether the terminal shows colours
  public String console(boolean ansi) {
    return ConsoleReport.render(view, ansi);
  }

  /// Writes `report.html` and `REPORT.md` into a folder.
  public void writeTo(Path folder) {
    try {
      Files.writeString(folder.resolve("report.html"), HtmlReport.render(view));
      Files.writeString(folder.resolve("REPORT.md"), MarkdownReport.render(view));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
