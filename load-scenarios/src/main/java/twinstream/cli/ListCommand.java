package twinstream.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import twinstream.result.Metric;
import twinstream.scenario.Factors;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists scenarios with their settings, transports and metrics.")
final class ListCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Scenarios (settings with their defaults, to be changed with --set NAME=VALUE)");
    for (Scenario scenario : Scenarios.ALL) {
      out.printf("  %-17s %s%n", scenario.name(), scenario.question());
      out.printf("  %-17s %s%n", "", settings(scenario));
      if (!scenario.varied().isEmpty()) {
        out.printf("  %-17s in each block: %s%n", "", String.join(", ", scenario.varied()));
      }
    }
    out.println("  Factors of each of them");
    out.printf("  %-17s %s%n", "", shown(Factors.STANDARD.values()));
    out.println();
    out.println("Transports");
    out.println("  " + String.join(", ", Transports.names()));
    out.printf("  %s, when named: a bare writer, the floor below raw-tcp%n", Transports.FLOOR);
    out.println();
    out.println("Metrics");
    for (Metric metric : Metric.values()) {
      out.printf("  %-28s %-9s %s%n", metric.title(), metric.unit(), metric.definition());
    }
    return Exit.FINE;
  }

  private static String settings(Scenario scenario) {
    Map<String, String> own = new LinkedHashMap<>(scenario.settings().values());
    own.keySet().removeAll(Factors.STANDARD.values().keySet());
    return shown(own);
  }

  private static String shown(Map<String, String> values) {
    return values.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
