package twinstream.gatling;

import twinstream.transport.Transports;

/// The scenario `chat` over both transports at once, on one node: every second user has a
/// WebSocket, the others read server-sent events.
public final class MixedSimulation extends ScenarioSimulation {
  /// As Gatling wants it.
  public MixedSimulation() {
    super("chat", Transports.MIXED);
  }
}
