package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.scenario.Load;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.scenario.Settings;
import twinstream.transport.Transports;
import twinstream.trial.Plan;

class DoctorTest {

  static List<Doctor.Finding> findings() {
    return Doctor.look();
  }

  @ParameterizedTest
  @MethodSource("findings")
  void saysWhatItFoundAndWhyItMatters(Doctor.Finding finding) {
    assertThat(finding.what()).isNotBlank().doesNotContain("\n");
    assertThat(finding.why()).isNotBlank();
    assertThat(finding.mend()).isNotBlank();
  }

  @Test
  void findsTheJavaOfThisTestFit() {
    assertThat(Doctor.look())
        .filteredOn(finding -> finding.what().startsWith("Java "))
        .allMatch(Doctor.Finding::fine)
        .hasSize(1);
  }

  @Test
  void saysOfEachForeignProgramWhetherItIsThere() {
    assertThat(Doctor.look())
        .filteredOn(finding -> finding.what().matches("(nginx|haproxy|redis-server) .*"))
        .allMatch(Doctor.Finding::fine)
        .hasSize(3);
  }

  @Test
  void showsTheRemedyOfWhatIsNotFineAndOfNothingElse() {
    String out = Said.by("doctor").out();

    assertThat(out.lines().filter(line -> line.startsWith("mend")).count())
        .isEqualTo(out.lines().filter(line -> line.startsWith("      To mend it: ")).count());
  }

  @Test
  void letsASmallPlanPass() {
    Plan small = plan(Scenarios.named("steady").with(Map.of("streams", "1")));

    assertThatCode(() -> Doctor.refuseUnfit(small)).doesNotThrowAnyException();
  }

  @Test
  void refusesMoreStreamsThanFilesMayBeOpenAndTellsTheCommand() {
    // No system lets a process open a thousand million files.
    var load = new Load.Ladder(List.of(1, 2, 3, 4, 1_073_741_816 + 1), java.time.Duration.ZERO);
    var vast = new Scenario("vast", "?", new Settings(Map.of()), _ -> load, List.of());
    org.assertj.core.api.Assumptions.assumeThat(Said.by("doctor").out()).doesNotContain("no limit");

    assertThatThrownBy(() -> Doctor.refuseUnfit(plan(vast)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("vast needs about 1073742017 open files")
        .hasMessageEndingWith("ulimit -n 1073742017");
  }

  private static Plan plan(Scenario scenario) {
    return Plan.of(1, List.of(new Plan.Part(scenario, 1, Transports.names())));
  }
}
