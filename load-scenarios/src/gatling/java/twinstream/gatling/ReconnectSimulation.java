package twinstream.gatling;

/// The scenario `resume`.
public final class ReconnectSimulation extends ScenarioSimulation {
  /// As Gatling wants it.
  public ReconnectSimulation() {
    super("resume", Task.transportProperty());
  }
}
