package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the README promises is what the code does.
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern COMMAND = Pattern.compile("\\./bench ([a-z]+)");

  private static String readme = "";

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(ROOT.resolve("README.md"));
  }

  @Test
  void hasARowForEveryCommandAndNoOther() {
    Set<String> rows =
        readme
            .lines()
            .filter(line -> line.startsWith("| `./bench "))
            .map(line -> line.replaceAll("^\\| `\\./bench ([a-z]+).*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows).isEqualTo(commands());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/architecture.md",
        "docs/dependencies.md",
        "docs/gatling.md",
        "docs/paths.md",
        "docs/trust.md"
      })
  void namesNoCommandThatIsNot(String file) throws IOException {
    Set<String> known = commands();
    known.add("format"); // the launcher's own
    COMMAND
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .forEach(match -> assertThat(known).contains(match.group(1)));
  }

  @Test
  void givesTheExitCodesOfTheCode() {
    assertThat(readme.replace('\n', ' '))
        .contains(
            "%d fine · %d our bug · %d wrong usage · %d refused before the start · %d measurement invalid · %d threshold missed · %d interrupted"
                .formatted(
                    Exit.FINE,
                    Exit.OUR_BUG,
                    Exit.WRONG_USAGE,
                    Exit.REFUSED,
                    Exit.INVALID,
                    Exit.THRESHOLD_MISSED,
                    Exit.INTERRUPTED));
  }

  @Test
  void answersWithSentencesOfTheReferenceReport() throws IOException {
    List<String> report = Files.readAllLines(ROOT.resolve("results/REPORT.md"));
    String answer =
        readme.substring(readme.indexOf("<!-- answer -->"), readme.indexOf("<!-- /answer -->"));
    List<String> sentences = answer.lines().filter(line -> line.startsWith("- ")).toList();
    assertThat(sentences).isNotEmpty().allSatisfy(line -> assertThat(report).contains(line));
  }

  private static Set<String> commands() {
    return new TreeSet<>(Main.commandLine().getSubcommands().keySet());
  }
}
