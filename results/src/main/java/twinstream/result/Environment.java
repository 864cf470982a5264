package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Where a run took place: `environment.json`. Holds no name of a host, a user or a folder.
///
/// @param machine what stays as it is during a run, with the JVMs and their flags; trials under
///   different values must not be compared
/// @param suite the build that ran; apart from the machine, so that two builds can be compared on
///   it
/// @param before load, steal, throttling and the like when the run began
/// @param after the same when all trials were done; empty until then
public record Environment(
    Map<String, String> machine,
    Map<String, String> suite,
    Map<String, String> before,
    Map<String, String> after) {

  /// Name of its file in the folder of a run.
  public static final String FILE = "environment.json";

  private static final int ID_DIGITS = 12;

  public Environment {
    machine = ordered(machine);
    suite = ordered(suite);
    before = ordered(before);
    after = ordered(after);
  }

  /// Reads the machine that this process runs on; `unknown` for what it does not tell.
  ///
  /// @param jvms facts about the JVMs of a run, which only the caller knows; part of the id
  /// @param suite facts about the build; not part of the id
  public static Environment capture(Map<String, String> jvms, Map<String, String> suite) {
    SystemFacts facts = systemFacts();
    Map<String, String> machine = new LinkedHashMap<>(facts.machine());
    machine.putAll(jvms);
    return new Environment(machine, suite, facts.moment(), Map.of());
  }

  private static SystemFacts systemFacts() {
    return new SystemFacts(new SystemFiles(Path.of("/")), System.getenv());
  }

  /// The same, with [#after] read now.
  public Environment ended() {
    return new Environment(machine, suite, before, systemFacts().moment());
  }

  /// Short hash over [#machine], the same for all trials of a run on one machine.
  public String id() {
    String text =
        machine.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("\n"));
    return Fingerprint.of(text).substring(0, ID_DIGITS);
  }

  /// All facts by the name of their group.
  public Map<String, Map<String, String>> groups() {
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    groups.put("machine", machine);
    groups.put("suite", suite);
    groups.put("before", before);
    groups.put("after", after);
    return groups;
  }

  /// In one step: what was there is not lost when the process ends meanwhile.
  public void save(Path runDir) {
    Path unfinished = runDir.resolve("." + FILE + ".tmp");
    Json.write(unfinished, this);
    try {
      Files.move(
          unfinished,
          runDir.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws DamagedRunException if there is none, or it is not whole
  public static Environment load(Path runDir) {
    return read(runDir.resolve(FILE));
  }

  /// @throws DamagedRunException if the file is missing, or is no whole environment
  public static Environment read(Path file) {
    return Json.read(file, Environment.class);
  }

  private static Map<String, String> ordered(Map<String, String> facts) {
    Map<String, String> copy = new LinkedHashMap<>();
    facts.forEach((fact, value) -> copy.put(fact, Objects.requireNonNull(value, fact)));
    return Collections.unmodifiableMap(copy);
  }
}
