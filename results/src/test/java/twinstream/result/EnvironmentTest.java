package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentTest {
  @TempDir Path root;

  @Test
  void saysUnknownWhereTheSystemTellsNothing() {
    var facts = new SystemFacts(root);

    assertThat(facts.fixed())
        .containsEntry("cpu", "unknown")
        .containsEntry("open files", "unknown");
    assertThat(facts.moment()).containsEntry("steal ticks", "unknown");
  }

  @Test
  void readsWhatTheSystemTells() throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(
        root.resolve("proc/cpuinfo"), "processor\t: 0\nprocessor\t: 1\nmodel name\t: Fast 9000\n");
    Files.writeString(
        root.resolve("proc/stat"), "cpu  1 2 3 4 5 6 7 88 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n");
    Files.writeString(
        root.resolve("proc/self/limits"),
        "Max open files            4864                 9999                 files\n");
    var facts = new SystemFacts(root);

    assertThat(facts.fixed())
        .containsEntry("cpu", "Fast 9000")
        .containsEntry("cores", "2")
        .containsEntry("open files", "4864");
    assertThat(facts.moment()).containsEntry("steal ticks", "88");
  }

  @Test
  void hasOneIdForOneMachineWhateverItsLoad() {
    var calm = new Environment(Map.of("cpu", "a", "os", "b"), Map.of("load average", "0.1"));
    var busy = new Environment(Map.of("os", "b", "cpu", "a"), Map.of("load average", "9.0"));
    var other = new Environment(Map.of("cpu", "c", "os", "b"), Map.of("load average", "0.1"));

    assertThat(busy.id()).isEqualTo(calm.id()).isNotEqualTo(other.id());
  }

  @Test
  void comesBackFromItsFile() {
    var environment = Environment.capture();
    environment.save(root);

    assertThat(Environment.load(root)).isEqualTo(environment);
  }
}
