package twinstream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import twinstream.result.Measurement;
import twinstream.result.MeasurementFiles;

/// The readers of one trial as one process. Its task comes as one line on standard input; it tells
/// its phases on standard output, and leaves the measurement in the folder that the task names.
/// Ends when its standard input ends, so that it can't outlive whoever started it.
public final class CrowdMain {
  private CrowdMain() {}

  public static void main(String[] args) throws IOException {
    TrialSpec spec = spec();
    leave(spec, new Measuring(spec, phase -> tell(System.out, phase)).measure(), System.out);
  }

  /// What this process is told to do; from now on it ends with whoever told it.
  public static TrialSpec spec() throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    TrialSpec spec = TrialSpec.parse(input.readLine());
    endWith(input);
    return spec;
  }

  /// The crowd's part in this process, with users of another load generator for readers. Does not
  /// return.
  ///
  /// @param out what was standard output when the process began
  public static void measure(TrialSpec spec, Visitors visitors, PrintStream out) {
    leave(spec, new Measuring(spec, phase -> tell(out, phase), visitors).measure(), out);
  }

  private static void leave(TrialSpec spec, Measurement measurement, PrintStream out) {
    MeasurementFiles.save(Path.of(spec.folder()), measurement);
    tell(out, "done");
    Runtime.getRuntime().halt(0);
  }

  private static void tell(PrintStream out, String phase) {
    out.println(phase);
    out.flush();
  }

  private static void endWith(BufferedReader input) {
    Thread.ofPlatform()
        .name("life-line")
        .daemon()
        .start(() -> {
          try {
            while (input.read() >= 0) {
              // Nothing more is said on it; only its end matters.
            }
          } catch (IOException _) {
            // As good as its end.
          }
          Runtime.getRuntime().halt(1);
        });
  }
}
