package twinstream.report;

import java.util.Locale;
import twinstream.result.Metric;
import twinstream.result.Result;
import twinstream.verdict.Amount;

/// The metrics of one trial for a terminal, where nothing is compared.
public final class TrialLines {
  private TrialLines() {}

  /// A line for each metric that it has, under the trial's name; ends with a line break.
  public static String of(Result trial) {
    var out = new StringBuilder(trial.key().id());
    out.append(trial.valid() ? "\n" : ", which is void\n");
    for (Metric metric : Metric.values()) {
      trial
          .value(metric)
          .ifPresent(value ->
              out.append(
                  String.format(
                      Locale.ROOT,
                      "  %-28s %14s%n",
                      metric.title(),
                      Amount.of(value, metric.unit()))));
    }
    return out.toString();
  }
}
