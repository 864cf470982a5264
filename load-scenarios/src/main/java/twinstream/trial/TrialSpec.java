package twinstream.trial;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;

/// What a crowd process has to know, as one line of JSON on its standard input.
///
/// @param key which trial
/// @param settings those of the scenario
/// @param ports where readers connect on 127.0.0.1: the server's, those of several that are asked
///   in turn, or that of what stands before them
/// @param adminPorts of administration, one for each server
/// @param serverPids process id of each
/// @param groups control group of each, where they have a quota
/// @param serverCores how many cores the server may use
/// @param crowdCores how many cores the crowd may use
/// @param watched whether server and users are asked second by second; not where trials are
///   compared
/// @param folder where the measurement is written, created by the crowd
public record TrialSpec(
    TrialKey key,
    Map<String, String> settings,
    List<Integer> ports,
    List<Integer> adminPorts,
    List<Long> serverPids,
    List<String> groups,
    int serverCores,
    int crowdCores,
    boolean watched,
    String folder) {
  private static final JsonMapper JSON = JsonMapper.shared();

  public TrialSpec {
    ports = List.copyOf(ports);
    adminPorts = List.copyOf(adminPorts);
    serverPids = List.copyOf(serverPids);
    groups = List.copyOf(groups);
  }

  /// What is asked.
  public Scenario scenario() {
    return Scenarios.named(key.scenario()).with(settings);
  }

  /// The first of the ports.
  public int port() {
    return ports.getFirst();
  }

  String line() {
    return JSON.writeValueAsString(this);
  }

  /// @param line as [#line()] wrote it
  public static TrialSpec parse(String line) {
    return JSON.readValue(line, TrialSpec.class);
  }
}
