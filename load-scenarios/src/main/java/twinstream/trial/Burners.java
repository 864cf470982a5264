package twinstream.trial;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other work on the crowd's cores from shortly before the window on, so that its event loops wait
/// for their turn.
public final class Burners implements Planting {
  private static final int PER_CORE = 8;

  private final Cores cores;
  private @Nullable ChildProcess burning;

  public Burners(Cores cores) {
    this.cores = cores;
  }

  @Override
  public void phase(String phase) {
    if (phase.startsWith("window")) {
      int count =
          cores.pinned() ? cores.crowd().size() : Runtime.getRuntime().availableProcessors();
      burning =
          ChildProcess.start(
              "other work",
              cores.crowd(),
              List.of("-XX:+UseSerialGC"),
              Main.class.getName(),
              List.of(Integer.toString(PER_CORE * count)));
    }
  }

  @Override
  public void close() {
    if (burning != null) {
      burning.close();
    }
  }

  /// Busy threads in a process of their own, until its standard input ends.
  public static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        Thread.ofPlatform().daemon().start(Main::burn);
      }
      while (System.in.read() >= 0) {
        // Only its end matters.
      }
    }

    private static void burn() {
      while (true) {
        Thread.onSpinWait();
      }
    }
  }
}
