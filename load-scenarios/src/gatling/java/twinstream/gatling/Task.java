package twinstream.gatling;

import org.jspecify.annotations.Nullable;
import twinstream.trial.Visitors;

/// What a simulation has to carry out: a trial that another process has begun, or one of its own.
abstract class Task {
  // As Gatling has it; its 2 is an assertion that failed.
  private static final int WRONG_USAGE = 1;
  private static @Nullable Task given;

  /// The next simulation of this process carries this out, whatever its name says.
  static void give(Task task) {
    given = task;
  }

  /// Name of the scenario of a simulation that has none in its own name.
  static String scenarioProperty() {
    return System.getProperty("twinstream.scenario", "steady");
  }

  /// Name of the transport of a simulation that has none in its own name.
  static String transportProperty() {
    return System.getProperty("twinstream.transport", "sse-h1");
  }

  /// @param scenario name of a scenario, for a task of one's own
  /// @param transport that its users read over
  static Task of(String scenario, String transport) {
    if (given != null) {
      return given;
    }
    try {
      return new OwnTask(scenario, transport);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(WRONG_USAGE);
      throw wrong;
    }
  }

  /// A property that is a whole number.
  ///
  /// @throws IllegalArgumentException when it is none, naming it
  static long whole(String property, long otherwise) {
    String value = System.getProperty(property);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "%s must be a whole number, but is \"%s\"".formatted(property, value));
    }
  }

  /// A property that is a number.
  ///
  /// @throws IllegalArgumentException when it is none, naming it
  static double number(String property, double otherwise) {
    String value = System.getProperty(property);
    try {
      return value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "%s must be a number, but is \"%s\"".formatted(property, value));
    }
  }

  /// Who has to come.
  abstract Visitors visitors();

  /// How users reach the server.
  abstract Way way();

  /// See [Simulation#before()].
  abstract void before();

  /// See [Simulation#after()].
  abstract void after();
}
