package twinstream.gatling;

/// The scenario `read-heavy`.
public final class ReadHeavySimulation extends ScenarioSimulation {
  /// As Gatling wants it.
  public ReadHeavySimulation() {
    super("read-heavy", Task.transportProperty());
  }
}
