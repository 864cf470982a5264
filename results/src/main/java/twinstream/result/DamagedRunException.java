package twinstream.result;

import java.nio.file.Path;
import java.util.Set;

/// A file of a run is missing, cut short or changed. The message names the file inside the run
/// folder, says what is wrong and what to do.
public final class DamagedRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Set<String> RUN_FILES = Set.of(RunManifest.FILE, Environment.FILE);

  DamagedRunException(Path file, String problem, Throwable cause) {
    super(sentence(file, problem), cause);
  }

  DamagedRunException(Path file, String problem) {
    super(sentence(file, problem));
  }

  private static String sentence(Path file, String problem) {
    boolean ofTheWholeRun = RUN_FILES.contains(String.valueOf(file.getFileName()));
    String advice =
        ofTheWholeRun
            ? "Restore it from a copy of the run, or start a new run"
            : "Restore it from a copy of the run, or remove the folder of that trial and run the block again";
    return "%s %s. %s.".formatted(file, problem, advice);
  }
}
