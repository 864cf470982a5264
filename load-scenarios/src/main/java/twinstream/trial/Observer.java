package twinstream.trial;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import twinstream.result.Pair;
import twinstream.result.TrialKey;

/// Whose readers a trial has: a process that is told a [TrialSpec] on its standard input, tells its
/// phases on its standard output, and leaves a measurement behind.
///
/// @param name in result files
/// @param mainClass what the process runs
/// @param flags of its JVM
/// @param classPath of its JVM
record Observer(String name, String mainClass, List<String> flags, String classPath) {
  /// Name of the parameter that tells it.
  static final String PARAMETER = "observer";

  private static final String GATLING = "twinstream.gatling.GatlingMain";
  private static final String MODULE = "load-scenarios/target/";

  /// The one that a trial's name asks for.
  ///
  /// @throws IllegalStateException when its classes were not built
  static Observer of(TrialKey key) {
    return Pair.isByGatling(key.transport())
        ? new Observer("gatling", GATLING, gatlingFlags(), gatlingClassPath())
        : new Observer("crowd", CrowdMain.class.getName(), Trial.CROWD_FLAGS, ownClassPath());
  }

  /// Starts its process, with a scratch folder of its own: libraries put native code there, which
  /// nobody takes away from a process that is halted.
  ///
  /// @param cores where it runs, empty for anywhere
  ChildProcess start(List<Integer> cores) {
    Path scratch = scratch();
    List<String> all = new ArrayList<>(flags);
    all.add("-Djava.io.tmpdir=" + scratch);
    ChildProcess child = ChildProcess.start("crowd", cores, all, classPath, mainClass, List.of());
    child.whenEnded(() -> delete(scratch));
    return child;
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("twinstream-scratch");
    } catch (IOException e) {
      throw new UncheckedIOException("no scratch folder can be made", e);
    }
  }

  private static void delete(Path scratch) {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException _) {
      // What is left in the temporary folder harms nobody.
    }
  }

  private static List<String> gatlingFlags() {
    List<String> flags = new ArrayList<>(Trial.CROWD_FLAGS);
    // Gatling's log writer reads the inside of strings.
    flags.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    return flags;
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  // Gatling is among the tests' dependencies only.
  private static String gatlingClassPath() {
    String resource = GATLING.replace('.', '/') + ".class";
    if (Observer.class.getClassLoader().getResource(resource) != null) {
      return ownClassPath();
    }
    Path module = Path.of(System.getProperty("twinstream.home", "."), MODULE);
    try {
      return String.join(
          File.pathSeparator,
          module.resolve("test-classes").toString(),
          module.resolve("classes").toString(),
          Files.readString(module.resolve("gatling.classpath")));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Gatling's class path was not built; build it: mvn -q -DskipTests package", e);
    }
  }
}
