package twinstream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.reader.Reader;
import twinstream.server.ServerMain;
import twinstream.transport.Transport;
import twinstream.trial.CrowdMain;

/// Who may know whom. The picture is in docs/architecture.md.
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("twinstream");

  @Test
  void seesTheClassesOfThreeModules() {
    assertThat(CLASSES.contain(ServerMain.class)).isTrue();
    assertThat(CLASSES.contain(CrowdMain.class)).isTrue();
    assertThat(CLASSES.contain("twinstream.verdict.Verdict")).isTrue();
  }

  /// What a package may know of the suite beside itself.
  @ParameterizedTest
  @CsvSource({
    "workload,",
    "delivery,  workload",
    "transport, delivery workload",
    "server,    transport delivery workload",
    "result,",
    "verdict,   result",
    "report,    verdict result",
    "verify,    result",
    "reader,",
    "fault,",
    "balance,",
    "scenario,  balance workload server result",
    "trial,     balance reader scenario workload transport server result",
    "selftest,  trial scenario reader fault transport workload verify verdict result",
    "probe,     trial scenario reader balance transport",
    "cli,       probe balance selftest trial scenario workload transport server report verify verdict result",
  })
  void knowsOnlyWhatLiesBehindItsArrows(
      String name, @org.jspecify.annotations.Nullable String known) {
    Stream<String> others = known == null ? Stream.of() : Stream.of(known.split(" "));
    String[] allowed =
        Stream.concat(Stream.of(name), others)
            .map(ArchitectureTest::packageOf)
            .toArray(String[]::new);

    check(
        noClasses()
            .that()
            .resideInAPackage(packageOf(name))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("twinstream..")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            resideInAnyPackage(allowed)))));
  }

  @Test
  void nameEveryPackageInTheArrows() {
    assertThat(CLASSES.stream().map(type -> type.getPackageName()).distinct())
        .containsExactlyInAnyOrder(
            Stream.of(
                    "workload",
                    "delivery",
                    "transport",
                    "server",
                    "result",
                    "verdict",
                    "report",
                    "verify",
                    "reader",
                    "fault",
                    "balance",
                    "scenario",
                    "trial",
                    "probe",
                    "selftest",
                    "cli")
                .map("twinstream."::concat)
                .toArray(String[]::new));
  }

  @Test
  void haveNoCycles() {
    check(slices().matching("twinstream.(*)..").should().beFreeOfCycles());
  }

  @Test
  void nameAProtocolOnlyInTransportAndReader() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("twinstream.transport", "twinstream.reader")
            .should()
            .haveNameMatching(".*(Sse|WebSocket|EventStream|Frame)[A-Za-z]*"));
  }

  @Test
  void knowNoClassOfAProtocolOutsideTransportAndReader() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("twinstream.transport", "twinstream.reader")
            .should()
            .dependOnClassesThat(
                simpleNameContaining("Sse")
                    .or(simpleNameContaining("WebSocket"))
                    .or(resideInAnyPackage("org.eclipse.jetty.websocket.."))
                    // Others' endpoints are probed by the JDK's client, which is no twin.
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            resideInAnyPackage("java.net.http")))));
  }

  @Test
  void keepTheTwinsTheirPackagesSecret() {
    check(
        classes()
            .that()
            .areAssignableTo(Transport.class)
            .and()
            .areNotInterfaces()
            .should()
            .bePackagePrivate());
    check(
        classes()
            .that()
            .areAssignableTo(Reader.class)
            .and()
            .areNotInterfaces()
            .should()
            .bePackagePrivate());
  }

  @Test
  void haveServersOnJettyAndReadersOnNetty() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("twinstream.reader", "twinstream.trial")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty.."));
    check(
        noClasses()
            .that()
            .resideInAnyPackage("twinstream.transport", "twinstream.server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.."));
  }

  @Test
  void printOnlyWhereAProcessTalks() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("twinstream.cli")
            .and()
            .doNotBelongToAnyOf(ServerMain.class, CrowdMain.class)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void areNamedAfterWhatTheyAre() {
    check(noClasses().should().haveNameMatching(".*(Util|Utils|Manager|Impl|Helper|Common)"));
  }

  @Test
  void importNoModules() throws IOException {
    List<String> modules =
        Stream.of("servers", "results", "load-scenarios", "jmh")
            .map(module -> Path.of("..", module, "src"))
            .flatMap(ArchitectureTest::javaFiles)
            .filter(ArchitectureTest::importsModules)
            .map(Path::toString)
            .toList();

    assertThat(modules).isEmpty();
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean importsModules(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.anyMatch(line -> line.startsWith("import module "));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String packageOf(String name) {
    return "twinstream." + name.strip() + "..";
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
