package twinstream.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What paths did to transports, as a table for people and as files.
///
/// @param tokens of each stream
/// @param gapMillis between them
/// @param silenceSeconds how long silent streams were looked at; 0 when they were left out
/// @param versions of the programs by path
/// @param skipped sentences by path, of those whose program is missing
/// @param rows by path, and in each by transport
public record PathTable(
    int tokens,
    int gapMillis,
    long silenceSeconds,
    Map<String, String> versions,
    Map<String, String> skipped,
    List<PathRow> rows) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  public PathTable {
    rows = List.copyOf(rows);
  }

  /// The row of a path and a transport.
  ///
  /// @return null when the path was skipped
  public @Nullable PathRow row(String path, String transport) {
    return rows.stream()
        .filter(row -> row.path().equals(path) && row.transport().equals(transport))
        .findFirst()
        .orElse(null);
  }

  /// Columns of equal width, and below them what belongs to the numbers.
  public String text() {
    List<List<String>> table = table();
    List<Integer> widths =
        IntStream.range(0, table.getFirst().size())
            .mapToObj(i -> table.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toList();
    return table.stream()
            .map(row ->
                IntStream.range(0, row.size())
                    .mapToObj(i -> row.get(i) + " ".repeat(widths.get(i) - row.get(i).length()))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
            .collect(Collectors.joining("\n", "", "\n\n"))
        + notes().stream().collect(Collectors.joining("\n", "", "\n"));
  }

  /// The same as a page.
  public String page() {
    List<List<String>> table = table();
    List<List<String>> lines = new ArrayList<>(table);
    lines.add(1, table.getFirst().stream().map(_ -> "---").toList());
    return "# What paths do to streams of tokens\n\n"
        + lines.stream()
            .map(row -> "| " + String.join(" | ", row) + " |")
            .collect(Collectors.joining("\n", "", "\n\n"))
        + notes().stream().map("- "::concat).collect(Collectors.joining("\n", "", "\n"));
  }

  /// Writes `paths.md` and `paths.json`.
  public void save(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("paths.md"), page());
      Files.writeString(folder.resolve("paths.json"), JSON.writeValueAsString(this) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<List<String>> table() {
    boolean silent = silenceSeconds > 0;
    List<List<String>> table = new ArrayList<>();
    table.add(
        cells(
            silent,
            "path",
            "transport",
            "tokens arrive",
            "per arrival",
            "late, p50",
            "silent stream",
            "with heartbeats",
            "to mend it"));
    for (PathRow row : rows) {
      table.add(
          cells(
              silent,
              row.path(),
              row.transport(),
              row.outcome(),
              row.perArrivalShown(),
              row.lateShown(),
              row.silence() == null ? "–" : row.silence().shown(),
              row.heartbeat() == null ? "–" : row.heartbeat().shown(),
              row.mend().isEmpty()
                  ? "–"
                  : row.mend().stream()
                      .map(setting -> "[" + (mends().indexOf(setting) + 1) + "]")
                      .collect(Collectors.joining(" "))));
    }
    skipped.forEach((path, sentence) ->
        table.add(cells(silent, path, "all", "skipped: " + sentence, "–", "–", "–", "–", "–")));
    return table;
  }

  // Without silent streams their two columns go.
  private static List<String> cells(boolean silent, String... cells) {
    List<String> all = new ArrayList<>(List.of(cells));
    if (!silent) {
      all.subList(5, 7).clear();
    }
    return all;
  }

  private List<String> mends() {
    return rows.stream().flatMap(row -> row.mend().stream()).distinct().toList();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < mends().size(); i++) {
      notes.add("[%d] %s".formatted(i + 1, mends().get(i)));
    }
    if (silenceSeconds > 0 && rows.stream().anyMatch(PathRow::isCut)) {
      notes.add("What silence ends lives by a heartbeat, too, where the column says so.");
    }
    notes.add(
        "%d tokens, %d ms apart; \"late\" is the median time from a token's due time to its arrival."
            .formatted(tokens, gapMillis));
    notes.add(
        "One host, loopback, cleartext; HTTP/1.1 between balancer and server, whatever readers speak.");
    notes.add(
        versions.isEmpty()
            ? "No balancer is installed."
            : "Versions: "
                + versions.values().stream().distinct().collect(Collectors.joining(", "))
                + ".");
    notes.add(
        silenceSeconds == 0
            ? "Silent streams were left out (--quick)."
            : "Silent streams were looked at for %d s; heartbeats came every %d s."
                .formatted(silenceSeconds, Paths.HEARTBEAT_SECONDS));
    return notes;
  }
}
