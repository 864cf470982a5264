package twinstream.trial;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;

/// What a crowd process has to know, as one line of JSON on its standard input.
///
/// @param key which trial
/// @param settings those of the scenario
/// @param port public port of the server, on 127.0.0.1
/// @param adminPort its port of administration
/// @param serverPid process id of the server
/// @param serverCores how many cores the server may use
/// @param crowdCores how many cores the crowd may use
/// @param watched whether server and users are asked second by second; not where trials are
///   compared
/// @param folder where the measurement is written, created by the crowd
public record TrialSpec(
    TrialKey key,
    Map<String, String> settings,
    int port,
    int adminPort,
    long serverPid,
    int serverCores,
    int crowdCores,
    boolean watched,
    String folder) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// What is asked.
  public Scenario scenario() {
    return Scenarios.named(key.scenario()).with(settings);
  }

  String line() {
    return JSON.writeValueAsString(this);
  }

  /// @param line as [#line()] wrote it
  public static TrialSpec parse(String line) {
    return JSON.readValue(line, TrialSpec.class);
  }
}
