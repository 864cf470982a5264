package twinstream.trial;

import java.util.List;
import twinstream.result.Pair;
import twinstream.scenario.Factors;
import twinstream.scenario.Load;
import twinstream.scenario.Patience;
import twinstream.scenario.Scenario;
import twinstream.transport.Transports;

/// What which observer can play.
final class Observable {
  /// What Gatling's clients speak: they have no WebSocket over HTTP/2, and can't cancel an event
  /// stream over it.
  private static final List<String> BY_GATLING =
      List.of(Transports.FOUNDERS.first(), Transports.FOUNDERS.second(), Transports.MIXED);

  private Observable() {}

  /// True for a transport that Gatling's clients speak.
  static boolean canBe(String transport) {
    return BY_GATLING.contains(transport);
  }

  /// @param name of a trial
  /// @throws IllegalArgumentException when its observer can't play the scenario, with a sentence
  static void require(String name, Scenario scenario) {
    if (Pair.isByGatling(name)) {
      requireGatling(Pair.transportOf(name), scenario);
    } else {
      requireCrowd(name, scenario);
    }
  }

  private static void requireGatling(String transport, Scenario scenario) {
    if (!canBe(transport)) {
      var _ = Transports.wireOf(transport);
      throw new IllegalArgumentException(
          "Gatling reads over %s, but not over \"%s\": it has no WebSocket over HTTP/2 and can't cancel an event stream over it; choose one of these"
              .formatted(String.join(", ", BY_GATLING), transport));
    }
    if (!(scenario.load() instanceof Load.Paced paced)) {
      throw new IllegalArgumentException(
          "Gatling plays users who come and go, and %s has none; choose another scenario"
              .formatted(scenario.name()));
    }
    if (paced.patience().then() instanceof Patience.Then.ComeBack(_, _, boolean always) && always) {
      throw new IllegalArgumentException(
          "Gatling's users don't come back on their own account, which %s is about; leave them out"
              .formatted(scenario.name()));
    }
    if (!scenario.conditions().compression().equals("off")) {
      throw new IllegalArgumentException(
          "Gatling's event streams can't be compressed, while its WebSockets always offer it; leave %s off"
              .formatted(Factors.COMPRESSION));
    }
  }

  private static void requireCrowd(String name, Scenario scenario) {
    if (!scenario.nodes().isPlain() && Pair.transportOf(name).equals(Transports.FLOOR)) {
      throw new IllegalArgumentException(
          "%s is one server and has no drain; leave it out of %s"
              .formatted(Transports.FLOOR, scenario.name()));
    }
    if (name.equals(Transports.MIXED)) {
      throw new IllegalArgumentException(
          "only Gatling reads from a node that serves both: ./bench gatling mixed, without --crowd");
    }
    if (scenario.load() instanceof Load.Paced paced && paced.turns().count() > 1) {
      throw new IllegalArgumentException(
          "only Gatling's users ask more than once, but turns is %d; leave it at 1, or run ./bench gatling %s"
              .formatted(paced.turns().count(), scenario.name()));
    }
  }
}
