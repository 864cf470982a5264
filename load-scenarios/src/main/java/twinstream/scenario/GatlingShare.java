package twinstream.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/// What Gatling plays of a scenario unless told otherwise: about half of what one core of it
/// carries (docs/gatling.md), so that its users are not the bottleneck; and conversations of three
/// questions where a scenario has users who may ask more than once.
public final class GatlingShare {
  private static final double TOKENS_PER_SECOND = 10_000;
  private static final String SPEED = "5";
  private static final String ARRIVALS_PER_SECOND = "100";
  private static final String TURNS = "3";

  private GatlingShare() {}

  /// The scenario with fewer users.
  ///
  /// @param chosen settings that somebody has set, which stay
  /// @param once true for users who ask once, as those of the crowd do
  public static Scenario of(Scenario original, Map<String, String> chosen, boolean once) {
    Scenario scenario = original.with(chosen);
    Map<String, String> own = scenario.settings().values();
    Map<String, String> less = new LinkedHashMap<>();
    if (own.containsKey("streams") && own.containsKey("rate")) {
      double streams = scenario.settings().number("streams", 1, Double.MAX_VALUE);
      double rate = scenario.settings().number("rate", 1, Double.MAX_VALUE);
      less.put("streams", Long.toString((long) Math.min(streams, TOKENS_PER_SECOND / rate)));
    }
    less.put("speed", SPEED);
    less.put("arrivals", ARRIVALS_PER_SECOND);
    less.put("turns", once ? "1" : TURNS);
    less.keySet().retainAll(own.keySet());
    less.keySet().removeAll(chosen.keySet());
    return scenario.with(less);
  }
}
