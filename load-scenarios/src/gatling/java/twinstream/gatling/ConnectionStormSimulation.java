package twinstream.gatling;

/// The scenario `connection-storm`.
public final class ConnectionStormSimulation extends ScenarioSimulation {
  /// As Gatling wants it.
  public ConnectionStormSimulation() {
    super("connection-storm", Task.transportProperty());
  }
}
