package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeHashTest {
  private static final Instant LATER = Instant.parse("2031-02-03T04:05:06Z");

  @TempDir Path here;
  @TempDir Path there;

  private String hash = "";

  @BeforeEach
  void begin() {
    hash =
        CodeHash.of(List.of(folder(here, "One", "1"), archive(here, Map.of("a", "x", "b", "y"))));
  }

  @Test
  void isTheSameInAnotherFolderAtAnotherTime() throws IOException {
    Path folder = folder(there, "One", "1");
    Files.setLastModifiedTime(folder.resolve("sub/One"), FileTime.from(LATER));

    assertThat(CodeHash.of(List.of(folder, archive(there, Map.of("a", "x", "b", "y")))))
        .isEqualTo(hash)
        .hasSize(64);
  }

  @Test
  void isTheSameForAnArchiveThatWasPackedInAnotherOrder() {
    var reversed = new TreeMap<String, String>(java.util.Comparator.reverseOrder());
    reversed.putAll(Map.of("a", "x", "b", "y"));

    assertThat(CodeHash.of(List.of(folder(there, "One", "1"), archive(there, reversed))))
        .isEqualTo(hash);
  }

  @Test
  void changesWithAnyNameContentOrOrder() {
    Path folder = folder(there, "One", "1");
    Path archive = archive(there, Map.of("a", "x", "b", "y"));

    assertThat(
            List.of(
                CodeHash.of(List.of(folder(there.resolve("2"), "Two", "1"), archive)),
                CodeHash.of(List.of(folder(there.resolve("3"), "One", "2"), archive)),
                CodeHash.of(List.of(folder(there.resolve("4"), "One1", ""), archive)),
                CodeHash.of(List.of(folder, archive(there.resolve("5"), Map.of("a", "x")))),
                CodeHash.of(
                    List.of(folder, archive(there.resolve("6"), Map.of("a", "x", "b", "z")))),
                CodeHash.of(List.of(archive, folder)),
                CodeHash.of(List.of(folder))))
        .doesNotContain(hash)
        .doesNotHaveDuplicates();
  }

  @Test
  void changesWithAnyByteOrTheNameOfALibrary() throws IOException {
    Path library = Files.writeString(here.resolve("lib-1.0.jar"), "bytes");
    String before = CodeHash.of(List.of(library));

    assertThat(CodeHash.of(List.of(Files.copy(library, there.resolve("lib-1.0.jar")))))
        .isEqualTo(before);
    assertThat(CodeHash.of(List.of(Files.copy(library, there.resolve("lib-1.1.jar")))))
        .isNotEqualTo(before);
    assertThat(CodeHash.of(List.of(Files.writeString(library, "Bytes")))).isNotEqualTo(before);
  }

  @Test
  void takesWhatIsNotThereForEmptyAsTheJvmDoes() {
    assertThat(CodeHash.of(List.of(here.resolve("absent")))).hasSize(64);
  }

  @Test
  void readsTheClassPathOfThisProcess() {
    assertThat(CodeHash.ofClassPath()).matches("[0-9a-f]{64}").isEqualTo(CodeHash.ofClassPath());
  }

  private static Path folder(Path place, String name, String content) {
    try {
      Path folder = Files.createDirectories(place.resolve("classes/sub"));
      Files.writeString(folder.resolve(name), content);
      return place.resolve("classes");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // Stamped with the time of its packing.
  private static Path archive(Path place, Map<String, String> files) {
    Path file = place.resolve("twinstream-part-1.0.jar");
    try {
      Files.createDirectories(place);
      try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
        for (var entry : files.entrySet()) {
          var packed = new ZipEntry(entry.getKey());
          packed.setTime(System.nanoTime());
          zip.putNextEntry(packed);
          zip.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return file;
  }
}
