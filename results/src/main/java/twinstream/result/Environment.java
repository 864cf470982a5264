package twinstream.result;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The machine and the JVM of a run: `environment.json`. Holds no name of a host, a user or a
/// folder.
///
/// @param fixed what stays as it is during a run; trials under different values must not be
///   compared
/// @param moment what changes from minute to minute: load, steal, free memory
public record Environment(Map<String, String> fixed, Map<String, String> moment) {

  static final String FILE = "environment.json";
  private static final int ID_DIGITS = 12;

  public Environment {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    moment = Collections.unmodifiableMap(new LinkedHashMap<>(moment));
  }

  /// Reads the machine that this process runs on; `unknown` for what it does not tell.
  public static Environment capture() {
    var facts = new SystemFacts(Path.of("/"));
    return new Environment(facts.fixed(), facts.moment());
  }

  /// Short hash over [#fixed], the same for all trials of a run on one machine.
  public String id() {
    String text =
        fixed.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("\n"));
    return Fingerprint.of(text).substring(0, ID_DIGITS);
  }

  public void save(Path runDir) {
    Json.write(runDir.resolve(FILE), this);
  }

  /// @throws DamagedRunException if there is none, or it is not whole
  public static Environment load(Path runDir) {
    return Json.read(runDir.resolve(FILE), Environment.class);
  }
}
