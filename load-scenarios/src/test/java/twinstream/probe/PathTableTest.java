package twinstream.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twinstream.probe.PathRow.Silence;

class PathTableTest {
  @TempDir Path folder;

  private static PathTable table(long silenceSeconds) {
    boolean silent = silenceSeconds > 0;
    var lives = silent ? new Silence(null, "") : null;
    return new PathTable(
        40,
        50,
        silenceSeconds,
        Map.of("haproxy", "haproxy 2.6.12"),
        Map.of("nginx", "nginx is not installed (apt install nginx; macOS: brew install nginx)"),
        List.of(
            new PathRow("direct", "sse-h1", "at once", 1, 1.2, lives, lives, List.of()),
            new PathRow(
                "haproxy",
                "sse-h1",
                "merged, 248 ms apart",
                5,
                107.0,
                silent ? new Silence(49.8, "timeout server") : null,
                lives,
                List.of("haproxy: option http-no-delay"))));
  }

  @Test
  void showsPathsInColumnsWithWhatMendsThem() {
    assertThat(table(75).text().replaceAll(" {2,}", "  ").lines())
        .contains(
            "path  transport  tokens arrive  per arrival  late, p50  silent stream  with heartbeats  to mend it",
            "haproxy  sse-h1  merged, 248 ms apart  5  107 ms  cut after 49.8 s, timeout server  lives  [1]",
            "[1] haproxy: option http-no-delay",
            "Versions: haproxy 2.6.12.");
  }

  @Test
  void saysWhatWasSkippedAndWhatWasLeftOut() {
    assertThat(table(0).text())
        .contains("nginx    all        skipped: nginx is not installed (apt install nginx;")
        .contains("Silent streams were left out (--quick).")
        .doesNotContain("silent stream ");
  }

  @Test
  void isWrittenAsAPageAndAsAFile() throws IOException {
    table(75).save(folder.resolve("new"));

    assertThat(Files.readString(folder.resolve("new/paths.md")))
        .startsWith("# What paths do to streams of tokens\n\n| path | transport |")
        .contains("| haproxy | sse-h1 | merged, 248 ms apart | 5 | 107 ms |");
    assertThat(Files.readString(folder.resolve("new/paths.json")))
        .contains("\"cutAfterSeconds\" : 49.8", "\"skipped\"", "\"lateMillis\" : 107.0");
  }
}
