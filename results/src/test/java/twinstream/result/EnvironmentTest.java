package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTest {
  private static final Map<String, String> NONE = Map.of();

  @TempDir Path root;

  @Test
  void hasOneIdForOneMachineWhateverItsLoadAndTheBuild() {
    var calm =
        new Environment(
            Map.of("cpu", "a", "os", "b"), Map.of("commit", "1"), Map.of("load", "0.1"), NONE);
    var busy =
        new Environment(
            Map.of("os", "b", "cpu", "a"),
            Map.of("commit", "2"),
            Map.of("load", "9"),
            Map.of("load", "8"));
    var other = new Environment(Map.of("cpu", "c", "os", "b"), NONE, NONE, NONE);

    assertThat(busy.id()).isEqualTo(calm.id()).isNotEqualTo(other.id());
  }

  @Test
  void countsTheJvmsOfARunToItsMachineAndTheBuildNot() {
    var none = Environment.capture(NONE, NONE);

    assertThat(Environment.capture(Map.of("server flags", "-Xmx1g"), NONE).id())
        .isNotEqualTo(none.id());
    assertThat(Environment.capture(NONE, Map.of("commit", "1")).id()).isEqualTo(none.id());
  }

  @Test
  void comesBackFromItsFile() {
    var environment = Environment.capture(NONE, Map.of("commit", "1"));
    environment.save(root);

    assertThat(Environment.load(root)).isEqualTo(environment);
    assertThat(root).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void keepsWhatWasReadBeforeWhenItEnds() {
    var begun = new Environment(Map.of("os", "b"), NONE, Map.of("load averages", "0.1"), NONE);
    var ended = begun.ended();

    assertThat(ended.before()).isEqualTo(begun.before());
    assertThat(ended.after()).containsKey("load averages");
    assertThat(ended.id()).isEqualTo(begun.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fixed\":{\"os\":\"Linux\"},\"moment\":{}}",
        "{\"machine\":{\"os\":null},\"suite\":{},\"before\":{},\"after\":{}}",
        "{\"machine\":{",
        "null"
      })
  void saysInASentenceThatAFileIsNoEnvironment(String text) throws IOException {
    Files.writeString(root.resolve("environment.json"), text);

    assertThatThrownBy(() -> Environment.load(root))
        .isInstanceOf(DamagedRunException.class)
        .hasMessageContaining("environment.json")
        .hasMessageEndingWith("start a new run.");
  }
}
