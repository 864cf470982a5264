package twinstream.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.fault.Fault.MessageFault.Kind;
import twinstream.selftest.Finding.Outcome;
import twinstream.transport.Transports;

class QuickChecksTest {
  @TempDir Path folder;

  private Lab lab() {
    return new Lab(
        folder,
        "test",
        (name, plan, plantings) -> {
          throw new AssertionError("a quick check carries out no run, but asked for " + name);
        });
  }

  static Stream<String> quick() {
    return SelfTest.ALL.stream()
        .filter(check -> check.length() == Check.Length.QUICK)
        .map(Check::id);
  }

  @ParameterizedTest
  @MethodSource("quick")
  void passOrSayThatTheyCanNot(String id) {
    var findings = SelfTest.run(SelfTest.chosen(List.of(id)), lab(), _ -> {}, _ -> {});

    assertThat(findings).isNotEmpty().noneMatch(finding -> finding.outcome() == Outcome.FAIL);
  }

  /// In real processes, with the defects in them.
  @Test
  void findAndNameEachSettingThatIsBrokenInOneTwin() {
    assertThat(BrokenParity.look(lab()))
        .hasSize(1 + BrokenParity.DEFECTS.size())
        .allSatisfy(finding ->
            assertThat(finding.outcome()).as(finding.sentence()).isEqualTo(Outcome.PASS));
  }

  static Stream<Arguments> faults() {
    return Transports.FOUNDERS.names().stream()
        .flatMap(transport ->
            Stream.of(Kind.values())
                // Natural bursts of a busy machine would hide it.
                .filter(kind -> kind != Kind.MERGE)
                .map(kind -> Arguments.of(transport, kind)));
  }

  /// In real processes, with the faults on the wire.
  @ParameterizedTest
  @MethodSource("faults")
  void findAndNameEachFaultOfASingleToken(String transport, Kind kind) {
    Finding finding = TokenFaults.planted(lab(), transport, kind);

    assertThat(finding.outcome()).as(finding.sentence()).isEqualTo(Outcome.PASS);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }
}
