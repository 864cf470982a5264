package twinstream.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReadsTest {
  private static final int STEPS = 1_000;

  static Stream<Arguments> all() {
    return Stream.of("plain", "openai")
        .flatMap(envelope ->
            Arrays.stream(Reads.Kind.values()).map(kind -> Arguments.of(envelope, kind)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void bothParsersFindTheSameTokensHoweverTheyCome(String envelope, Reads.Kind kind) {
    Reads events = reads(envelope, kind);
    Reads frames = reads(envelope, kind);
    for (int i = 0; i < STEPS; i++) {
      assertThat(events.events()).isEqualTo(frames.frames());
    }
    assertThat(events.messages()).isEqualTo(STEPS * Reads.STEP);
    assertThat(frames.messages()).isEqualTo(STEPS * Reads.STEP);
  }

  @ParameterizedTest
  @MethodSource("all")
  void bothParsersAllocateNothing(String envelope, Reads.Kind kind) {
    Reads reads = reads(envelope, kind);
    assertThat(
            AllocatedBytes.by(() -> {
              for (int i = 0; i < STEPS; i++) {
                var _ = reads.events();
                var _ = reads.frames();
              }
            }))
        .isLessThan(STEPS * Reads.STEP);
  }

  private static Reads reads(String envelope, Reads.Kind kind) {
    var reads = new Reads();
    reads.envelope = envelope;
    reads.read = kind;
    reads.setUp();
    return reads;
  }
}
