package twinstream.gatling;

import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One simulation in a process of its own: `GatlingMain chat`, with the settings of [RunSettings].
///
/// Runs it twice: first for `twinstream.warm-up` seconds (10 unless set, 0 for not at all) with
/// another seed, of which nothing is kept, then measured. Exit codes: 0 all users had all their
/// tokens, 99 some had not, 1 anything else.
public final class GatlingMain {
  private static final Map<String, Class<? extends Simulation>> SIMULATIONS =
      Map.of("chat", ChatSimulation.class);
  private static final int GATLING_OK = 0;
  private static final int GATLING_ASSERTION_MISSED = 2;
  private static final int ASSERTION_MISSED = 99;
  private static final int FAILED = 1;

  private GatlingMain() {}

  public static void main(String[] args) throws IOException {
    Class<? extends Simulation> simulation = args.length == 1 ? SIMULATIONS.get(args[0]) : null;
    if (simulation == null) {
      System.err.println("one argument is needed, the simulation: " + SIMULATIONS.keySet());
      System.exit(FAILED);
      return;
    }
    // Gatling's log of a run is in a format of its own, for reports that are not made here.
    Path logs = Files.createTempDirectory("twinstream-gatling");
    int code;
    try {
      code = warmUp(simulation, logs);
      if (code == GATLING_OK) {
        code = run(simulation, logs);
      }
    } finally {
      delete(logs);
    }
    System.exit(
        switch (code) {
          case GATLING_OK -> 0;
          case GATLING_ASSERTION_MISSED -> ASSERTION_MISSED;
          default -> FAILED;
        });
  }

  private static int warmUp(Class<? extends Simulation> simulation, Path logs) {
    int seconds = Integer.getInteger("twinstream.warm-up", 10);
    if (seconds == 0) {
      return GATLING_OK;
    }
    String measuredSeconds = System.getProperty("twinstream.seconds");
    String measuredSeed = System.getProperty("twinstream.seed");
    System.setProperty("twinstream.seconds", Integer.toString(seconds));
    System.setProperty("twinstream.seed", Long.toString(~Long.getLong("twinstream.seed", 1)));
    System.setProperty(RunSettings.WARM_UP, "true");
    int code = run(simulation, logs);
    System.clearProperty(RunSettings.WARM_UP);
    restore("twinstream.seconds", measuredSeconds);
    restore("twinstream.seed", measuredSeed);
    return code;
  }

  private static void restore(String property, @Nullable String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  private static int run(Class<? extends Simulation> simulation, Path logs) {
    return Gatling$.MODULE$.fromArgs(
        new String[] {
          "--simulation", simulation.getName(), "--results-folder", logs.toString(), "--no-reports"
        });
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
