package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A folder that looks like the root of a Linux system, as far as a test fills it.
record FakeSystem(Path root) {

  FakeSystem with(String file, String text) {
    Path place = root.resolve(file);
    try {
      Files.createDirectories(place.getParent());
      Files.writeString(place, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Map<String, String> machine() {
    return new SystemFacts(new SystemFiles(root), Map.of()).machine();
  }

  Map<String, String> moment() {
    return new SystemFacts(new SystemFiles(root), Map.of()).moment();
  }
}
