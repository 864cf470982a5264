package twinstream.verdict;

import java.util.ArrayList;
import java.util.List;

/// A run held against its repetition: the same plan and seed once more.
///
/// @param claims one for each confirmatory metric of each pair, self-checks aside
/// @param unasked sentences for what only the first run asked
public record Reproduction(List<Claim> claims, List<String> unasked) {

  public Reproduction {
    claims = List.copyOf(claims);
    unasked = List.copyOf(unasked);
  }

  /// Finds the answer to each question of the first run in the second.
  public static Reproduction of(Verdicts claimed, Verdicts again) {
    List<Claim> claims = new ArrayList<>();
    List<String> unasked = new ArrayList<>();
    for (var line : claimed.deciding()) {
      again.deciding().stream()
          .filter(other -> sameQuestion(line, other))
          .findFirst()
          .ifPresentOrElse(
              other -> claims.add(new Claim(line, other)),
              () ->
                  unasked.add(
                      "%s, %s: no confirmatory metric of the new run"
                          .formatted(line.scenario(), line.metric().title())));
    }
    return new Reproduction(claims, unasked);
  }

  /// True when a claim did not stand, or was not even asked for again.
  public boolean failed() {
    return !unasked.isEmpty()
        || claims.stream().anyMatch(one -> one.standing() == Claim.Standing.NOT_REPRODUCED);
  }

  private static boolean sameQuestion(MetricVerdict one, MetricVerdict other) {
    return one.scenario().equals(other.scenario())
        && one.pair().equals(other.pair())
        && one.metric() == other.metric();
  }
}
