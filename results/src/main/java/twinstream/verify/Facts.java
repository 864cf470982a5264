package twinstream.verify;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;
import twinstream.result.Environment;

/// What identifies an environment.
final class Facts {
  private static final int DIGITS = 12;

  private Facts() {}

  /// First digits of the SHA-256 of the sorted facts about the machine.
  static String id(Environment environment) {
    String facts =
        new TreeMap<>(environment.machine())
            .entrySet().stream()
                .map(fact -> fact.getKey() + "=" + fact.getValue())
                .collect(Collectors.joining("\n"));
    return RawFiles.sha256(facts.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }
}
