package twinstream.verify;

/// What is held against what.
public enum Kind {
  PLAN("trials against the plan"),
  HASHES("files against their hashes"),
  RAW("sums and rows of the raw files against each other"),
  RESULTS("values of result.json"),
  MARKDOWN("numbers and words of REPORT.md"),
  HTML("numbers and words of report.html");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /// For people.
  public String title() {
    return title;
  }
}
