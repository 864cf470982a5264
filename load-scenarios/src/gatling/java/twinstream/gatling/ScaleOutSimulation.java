package twinstream.gatling;

/// The scenario `scale-out`: users who come and go while servers join.
public final class ScaleOutSimulation extends ScenarioSimulation {
  /// As Gatling wants it.
  public ScaleOutSimulation() {
    super("scale-out", Task.transportProperty());
  }
}
