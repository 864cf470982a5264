package twinstream.gatling;

/// The scenario `broadcast`.
public final class BroadcastSimulation extends ScenarioSimulation {
  /// As Gatling wants it.
  public BroadcastSimulation() {
    super("broadcast", Task.transportProperty());
  }
}
