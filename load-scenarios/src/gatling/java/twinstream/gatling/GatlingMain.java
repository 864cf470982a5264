package twinstream.gatling;

import io.gatling.app.Gatling$;
import java.io.IOException;
import java.io.PrintStream;
import twinstream.result.Pair;
import twinstream.scenario.Conditions;
import twinstream.scenario.Load;
import twinstream.scenario.Scenario;
import twinstream.trial.CrowdMain;
import twinstream.trial.TrialSpec;
import twinstream.trial.Visitors;

/// The crowd of a trial as one process, played by Gatling. Told what to do on standard input, tells
/// its phases on standard output, and ends when the measurement is on disk; what Gatling says goes
/// to standard error.
public final class GatlingMain {
  private GatlingMain() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    TrialSpec spec = CrowdMain.spec();
    var task = new GivenTask(spec);
    Task.give(task);
    Thread.ofPlatform()
        .name("measuring")
        .uncaughtExceptionHandler((_, failure) -> fail(failure))
        .start(() -> CrowdMain.measure(spec, task.visitors(), out));
    // No log of its own: it would be for reports and assertions that are not made here.
    System.setProperty("gatling.data.writers.0", "console");
    int code =
        Gatling$.MODULE$.fromArgs(
            new String[] {
              "--simulation", ScenarioSimulation.class.getName(),
              "--results-folder", System.getProperty("java.io.tmpdir"),
              "--no-reports"
            });
    if (code != 0) {
      fail(new IllegalStateException("Gatling ended with code " + code));
    }
  }

  private static void fail(Throwable failure) {
    System.err.println(failure.getMessage());
    Runtime.getRuntime().halt(1);
  }

  /// A trial that another process has begun.
  private static final class GivenTask extends Task {
    private final Visitors visitors;
    private final Way way;

    GivenTask(TrialSpec spec) {
      Scenario scenario = spec.scenario();
      visitors =
          new Visitors(
              (Load.Paced) scenario.load(),
              spec.key().seed(),
              Pair.transportOf(spec.key().transport()));
      Conditions conditions = scenario.conditions();
      way = new Way(visitors, conditions.tls(), conditions.receiveBytes());
    }

    @Override
    Visitors visitors() {
      return visitors;
    }

    @Override
    Way way() {
      return way;
    }

    @Override
    void before() {}

    @Override
    void after() {}
  }
}
