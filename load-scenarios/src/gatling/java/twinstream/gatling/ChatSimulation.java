package twinstream.gatling;

/// The scenario `chat`.
public final class ChatSimulation extends ScenarioSimulation {
  /// As Gatling wants it.
  public ChatSimulation() {
    super("chat", Task.transportProperty());
  }
}
