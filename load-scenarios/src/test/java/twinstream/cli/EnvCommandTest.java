package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twinstream.result.Environment;

class EnvCommandTest {
  private static final Map<String, String> MACHINE = Map.of("cores", "2", "kernel", "6.1");
  private static final Map<String, String> CALM = Map.of("load averages", "0.10");

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void printsEveryFactOfThisMachineAndThisBuild() {
    Said said = Said.by("env");
    Environment here = SuiteFacts.environment();

    assertThat(said.exit()).isZero();
    assertThat(said.out())
        .contains(here.machine().keySet())
        .contains(here.suite().keySet())
        .contains(here.before().keySet())
        .contains("Environment " + here.id());
  }

  @Test
  void namesNoHostUserOrFolder() {
    assertThat(SuiteFacts.environment().groups().values())
        .allSatisfy(facts ->
            assertThat(facts.values())
                .allSatisfy(value ->
                    assertThat(value)
                        .doesNotContain(
                            System.getProperty("user.home"),
                            System.getProperty("user.dir"),
                            System.getProperty("java.home"))));
  }

  @Test
  void tellsTheVersionsOfTheLibraries() {
    Map<String, String> suite = SuiteFacts.read();

    assertThat(suite)
        .containsOnlyKeys(
            "version",
            "commit",
            "code",
            "jetty",
            "netty",
            "micrometer",
            "hdrhistogram",
            "jackson",
            "commons-statistics");
    assertThat(suite)
        .allSatisfy((fact, value) -> {
          if (!fact.equals("commit") && !fact.equals("code")) {
            assertThat(value).as(fact).matches("\\d+\\.\\d+.*");
          }
        });
  }

  @Test
  void findsTheSameEnvironmentUnderAnotherLoadAndBuild() {
    save(first, MACHINE, "1111", CALM);
    save(second, MACHINE, "2222", Map.of("load averages", "3.00"));

    Said said = diff();

    assertThat(said.exit()).isZero();
    assertThat(said.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "suite",
            " commit 1111 2222",
            "before",
            " load averages 0.10 3.00",
            "The same environment: " + id(first) + ".");
  }

  @Test
  void saysNothingMoreWhereNothingDiffers() {
    save(first, MACHINE, "1111", CALM);

    assertThat(Said.by("env", "diff", first.toString(), first.toString()).out())
        .isEqualTo("The same environment: " + id(first) + "." + System.lineSeparator());
  }

  @Test
  void namesTheFactsThatForbidAComparison() {
    save(first, MACHINE, "1111", CALM);
    save(second, Map.of("cores", "4", "kernel", "6.1", "turbo", "on"), "1111", CALM);

    Said said =
        Said.by("env", "diff", first.toString(), second.resolve("environment.json").toString());

    assertThat(said.exit()).isEqualTo(99);
    assertThat(said.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "machine",
            " cores 2 4",
            " turbo not told on",
            "Two environments, %s and %s, whose trials must not be compared. What makes them differ: cores; turbo."
                .formatted(id(first), id(second)));
  }

  @Test
  void refusesAFolderThatHoldsNoEnvironment() {
    save(first, MACHINE, "1111", CALM);

    Said said = diff();

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("holds no environment").hasLineCount(1);
  }

  @Test
  void refusesAFileThatIsNoEnvironment() throws IOException {
    save(first, MACHINE, "1111", CALM);
    Files.writeString(second.resolve("environment.json"), "{\"fixed\":{},\"moment\":{}}");

    Said said = diff();

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("is no environment of a run").hasLineCount(1);
  }

  @Test
  void wantsTwoToCompare() {
    assertThat(Said.by("env", "diff", first.toString()).exit()).isEqualTo(2);
  }

  private Said diff() {
    return Said.by("env", "diff", first.toString(), second.toString());
  }

  private static String id(Path folder) {
    return Environment.load(folder).id();
  }

  private static void save(
      Path folder, Map<String, String> machine, String commit, Map<String, String> before) {
    new Environment(machine, Map.of("commit", commit), before, Map.of()).save(folder);
  }
}
