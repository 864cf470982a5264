package twinstream.verify;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import twinstream.result.Caveat;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.SlopeFit;

/// Holds a `result.json` against what was recomputed from the raw files beside it.
final class StatedChecks {
  private final Trial trial;
  private final Result stated;
  private final String file;
  private final Findings findings;

  /// @param file path of the `result.json` inside the run folder
  StatedChecks(Trial trial, String file, Findings findings) {
    this.trial = trial;
    this.stated = trial.stated();
    this.file = file;
    this.findings = findings;
  }

  /// @param environment id of the run's environment
  void run(RunManifest manifest, String environment) {
    same("schema", stated.schema(), Result.SCHEMA);
    same("environment", stated.environment(), environment);
    manifest.scenarios().stream()
        .filter(scenario -> scenario.name().equals(stated.key().scenario()))
        .flatMap(scenario -> scenario.parameters().entrySet().stream())
        .filter(setting -> stated.parameters().containsKey(setting.getKey()))
        .forEach(setting ->
            same(
                "parameters, " + setting.getKey(),
                stated.parameters().getOrDefault(setting.getKey(), ""),
                planned(setting)));
    metrics();
    fits();
    humps();
    caveats();
    reasons();
    same("live", stated.live(), trial.live());
  }

  // What varies within a block is in the name under which the trial ran.
  private String planned(Map.Entry<String, String> setting) {
    String varied = Pair.settingOf(stated.key().transport());
    String start = setting.getKey() + "=";
    return varied.startsWith(start) ? varied.substring(start.length()) : setting.getValue();
  }

  private void metrics() {
    Set<String> names = new HashSet<>(stated.metrics().keySet());
    names.addAll(stated.samples().keySet());
    trial.values().keySet().forEach(metric -> names.add(metric.name()));
    for (String name : names) {
      var value = trial.values().get(metric(name));
      Double statedValue = stated.metrics().get(name);
      Long samples = stated.samples().get(name);
      if (value == null || statedValue == null || samples == null) {
        wrong("metrics, " + name, String.valueOf(statedValue), value);
      } else {
        findings.close(Kind.RESULTS, file, "metrics, " + name, statedValue, value.value());
        same("samples, " + name, samples, value.samples());
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Metric metric(String name) {
    for (var metric : Metric.values()) {
      if (metric.name().equals(name)) {
        return metric;
      }
    }
    return null;
  }

  private void wrong(
      String place, String printed, MetricTable.@org.jspecify.annotations.Nullable Value value) {
    String recomputed = value == null ? Findings.NOTHING : Double.toString(value.value());
    findings.wrong(Kind.RESULTS, file, place, printed, recomputed);
  }

  private void fits() {
    Set<String> names = new HashSet<>(stated.fits().keySet());
    trial.fits().keySet().forEach(metric -> names.add(metric.name()));
    for (String name : names) {
      SlopeFit fit = stated.fits().get(name);
      Slope slope = trial.fits().get(metric(name));
      if (fit == null || slope == null) {
        findings.wrong(
            Kind.RESULTS, file, "fits, " + name, String.valueOf(fit), String.valueOf(slope));
      } else {
        fit("fits, " + name, fit, slope);
      }
    }
  }

  private void fit(String place, SlopeFit fit, Slope slope) {
    Map.of(
            "bytesPerStream",
            new double[] {fit.bytesPerStream(), slope.line().slope()},
            "interceptBytes",
            new double[] {fit.interceptBytes(), slope.line().intercept()},
            "low",
            new double[] {fit.low(), slope.low()},
            "high",
            new double[] {fit.high(), slope.high()})
        .forEach((name, both) ->
            findings.close(Kind.RESULTS, file, place + ", " + name, both[0], both[1]));
    same(place + ", levels", fit.levels(), slope.levels());
  }

  private void humps() {
    stated
        .humps()
        .forEach((tag, humps) -> {
          var own = trial.humps().getOrDefault(tag, List.of());
          String place = "humps, " + tag;
          same(place + ", number of them", humps.size(), own.size());
          findings.holds(
              Kind.RESULTS, file, place, HumpTable.whole(own), humps, "humps that hold all values");
          for (int i = 0; i < Math.min(humps.size(), own.size()); i++) {
            close(place + ", from", humps.get(i).fromMicros(), own.get(i).fromMicros());
            close(place + ", to", humps.get(i).toMicros(), own.get(i).toMicros());
            close(place + ", median", humps.get(i).medianMicros(), own.get(i).medianMicros());
            close(place + ", share", humps.get(i).share(), own.get(i).share());
          }
        });
  }

  private void close(String place, double printed, double recomputed) {
    findings.close(Kind.RESULTS, file, place, printed, recomputed);
  }

  private void caveats() {
    Set<Caveat> printed = EnumSet.noneOf(Caveat.class);
    printed.addAll(stated.caveats());
    same("caveats", printed, trial.caveats());
  }

  private void reasons() {
    same("voidReasons, number of them", stated.voidReasons().size(), trial.reasons().size());
    for (int i = 0; i < stated.voidReasons().size() && i < trial.reasons().size(); i++) {
      findings.text(
          Kind.RESULTS, file, "voidReasons", stated.voidReasons().get(i), trial.reasons().get(i));
    }
  }

  private void same(String place, Object printed, Object recomputed) {
    findings.same(Kind.RESULTS, file, place, printed, recomputed);
  }
}
