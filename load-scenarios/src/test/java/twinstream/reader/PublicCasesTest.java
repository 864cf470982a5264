package twinstream.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicCasesTest {
  static Stream<Named<PublicCases.Outcome>> outcomes() {
    return Stream.concat(PublicCases.ofEventStreams().stream(), PublicCases.ofFrames().stream())
        .map(outcome -> Named.of(outcome.id(), outcome));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void areReadAsTheyShouldBe(PublicCases.Outcome outcome) {
    assertThat(outcome.failure()).isEmpty();
  }

  @Test
  void areAllThere() {
    assertThat(PublicCases.ofEventStreams()).hasSize(97);
    assertThat(PublicCases.ofFrames()).hasSize(65);
  }
}
