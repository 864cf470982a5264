package twinstream.balance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// Files that come with the suite, for programs that are started and for people who copy them.
final class Shipped {
  private Shipped() {}

  static String text(String name) {
    try (InputStream file = Shipped.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the suite was built without " + name);
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same with its places in double braces filled in.
  ///
  /// @throws IllegalStateException when one of them has no value
  static String filled(String name, Map<String, String> values) {
    String text = text(name);
    for (var value : values.entrySet()) {
      text = text.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    if (text.contains("{{")) {
      throw new IllegalStateException(name + " has a place that nobody fills in");
    }
    return text;
  }
}
