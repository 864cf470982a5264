package twinstream.gatling;

/// The scenario `slow-readers`.
public final class SlowReaderSimulation extends ScenarioSimulation {
  /// As Gatling wants it.
  public SlowReaderSimulation() {
    super("slow-readers", Task.transportProperty());
  }
}
