package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrobenchmarksTest {
  @TempDir Path folder;

  @Test
  void readsWhatJmhHasWritten() {
    var all =
        Microbenchmarks.load(
            new Micro()
                .with(
                    "ParseTokenBenchmark.event",
                    "\"read\": \"WHOLE\", \"envelope\": \"plain\"",
                    0.0004,
                    20,
                    22)
                .write(folder.resolve("jmh.json")));

    var one = all.find("ParseTokenBenchmark.event", Map.of("read", "WHOLE")).orElseThrow();
    assertThat(one.title()).isEqualTo("ParseTokenBenchmark.event envelope=plain read=WHOLE");
    assertThat(one.mode()).isEqualTo("avgt");
    assertThat(one.unit()).isEqualTo("ns/op");
    assertThat(one.score()).isEqualTo(21);
    assertThat(one.error()).isNaN();
    assertThat(one.forks())
        .isEqualTo(List.of(List.of(20 * 0.99, 20 * 1.01), List.of(22 * 0.99, 22 * 1.01)));
    assertThat(one.allocatedBytes()).isZero();
    assertThat(all.find("ParseTokenBenchmark.event", Map.of("read", "SPLIT"))).isEmpty();
    assertThat(all.find("ParseTokenBenchmark.frame", Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "[{}]",
        "no JSON",
        "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\"}]"
      })
  void refusesWhatIsNoneOfIt(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), text);

    assertThatThrownBy(() -> Microbenchmarks.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other.json holds no results of JMH (")
        .hasMessageContaining("./bench jmh --json");
  }
}
