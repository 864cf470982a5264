package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Holds a printed report against what it must say, cell by cell and sentence by sentence. Prose is
/// what stands under a heading that announces it, or has no digit; a number anywhere else that
/// nothing accounts for is a difference.
final class ReportChecks {
  private static final Set<String> PROSE = Set.of("Method", "Which one, and how sure?");

  private final Kind kind;
  private final String file;
  private final Page page;
  private final Findings findings;

  ReportChecks(Kind kind, String file, Page page, Findings findings) {
    this.kind = kind;
    this.file = file;
    this.page = page;
    this.findings = findings;
  }

  void tables(List<WantedTable> wanted) {
    List<WantedTable> left = new ArrayList<>(wanted);
    for (var printed : page.tables()) {
      var match =
          left.stream().filter(table -> table.caption().equals(printed.caption())).findFirst();
      if (match.isEmpty()) {
        String size = printed.rows().size() + " rows";
        findings.wrong(kind, file, "table " + printed.caption(), size, "not recomputed");
      } else {
        left.remove(match.get());
        table(printed, match.get());
      }
    }
    left.forEach(table ->
        findings.wrong(
            kind,
            file,
            "table " + table.caption(),
            Findings.NOTHING,
            table.rows().size() + " rows"));
  }

  private void table(Page.PrintedTable printed, WantedTable wanted) {
    String place = "table " + wanted.caption();
    findings.same(kind, file, place + ", headers", printed.headers(), wanted.headers());
    findings.same(kind, file, place + ", rows", printed.rows().size(), wanted.rows().size());
    for (int i = 0; i < Math.min(printed.rows().size(), wanted.rows().size()); i++) {
      row(place, printed.headers(), printed.rows().get(i), wanted.rows().get(i));
    }
  }

  private void row(String place, List<String> headers, List<String> printed, List<Text> wanted) {
    String row = place + ", " + (printed.isEmpty() ? "a row" : printed.getFirst());
    if (printed.size() != wanted.size()) {
      findings.same(kind, file, row + ", cells", printed.size(), wanted.size());
      return;
    }
    for (int i = 0; i < wanted.size(); i++) {
      String column = i < headers.size() ? ", " + headers.get(i) : "";
      findings.text(kind, file, row + column, printed.get(i), wanted.get(i));
    }
  }

  void sentences(List<Text> wanted) {
    List<Text> left = new ArrayList<>(wanted);
    for (var sentence : page.sentences()) {
      var match = match(sentence.text(), left);
      if (match.isPresent()) {
        left.remove(match.get());
        findings.text(kind, file, place(sentence), sentence.text(), match.get());
      } else if (!PROSE.contains(sentence.heading()) && hasDigit(sentence.text())) {
        findings.wrong(kind, file, place(sentence), sentence.text(), "not recomputed");
      }
    }
    left.forEach(text -> findings.wrong(kind, file, "sentences", Findings.NOTHING, text.plain()));
  }

  private static String place(Page.Sentence sentence) {
    return sentence.heading().isEmpty() ? "beginning" : "under " + sentence.heading();
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(Character::isDigit);
  }

  /// The text that a sentence is meant to be: the same, or the same words, or the same beginning.
  private static Optional<Text> match(String sentence, List<Text> texts) {
    return texts.stream()
        .filter(text -> text.against(sentence).agrees())
        .findFirst()
        .or(() -> texts.stream().filter(text -> text.against(sentence).alike()).findFirst())
        .or(() -> texts.stream().filter(text -> begins(sentence, text)).findFirst());
  }

  private static boolean begins(String sentence, Text text) {
    return !text.lead().isEmpty() && sentence.startsWith(text.lead());
  }
}
