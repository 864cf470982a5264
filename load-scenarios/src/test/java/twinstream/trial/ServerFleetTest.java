package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;

/// Real processes of servers, and what happens to them.
@Timeout(90)
class ServerFleetTest {
  private static final Cores ANYWHERE = new Cores(List.of(), List.of());
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicInteger unexpected = new AtomicInteger();

  @Test
  void killsItsFirstServerAndSaysThatThisWasMeant() {
    try (Served fleet = started("node-kill", Map.of("kill-after", "0", "log", "memory"))) {
      List<Integer> ports = fleet.adminPorts();
      await(() -> up(ports).equals(List.of(true, true)));

      fleet.settle(ANYWHERE, Duration.ZERO);

      await(() -> up(ports).equals(List.of(false, true)));
      assertThat(fleet.isAlive()).isTrue();
    }
    assertThat(unexpected).hasValue(0);
  }

  @Test
  void replacesEachServerAtItsPorts() {
    var settings = Map.of("restart-after", "0", "node-drain", "0.2", "log", "memory");
    try (Served fleet = started("rolling-restart", settings)) {
      List<Integer> ports = fleet.adminPorts();
      List<Long> before = fleet.pids();

      fleet.settle(ANYWHERE, Duration.ZERO);

      await(() -> noneOf(before, fleet.pids()) && up(ports).equals(List.of(true, true)));
      assertThat(before)
          .allMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
    assertThat(unexpected).hasValue(0);
  }

  @Test
  void givesTheRepliesOfAServerThatItReplacesTimeToEnd() throws Exception {
    var settings = Map.of("restart-after", "0", "node-drain", "20", "log", "memory");
    try (Served fleet = started("rolling-restart", settings);
        var client = HttpClient.newHttpClient()) {
      List<Long> before = fleet.pids();
      var asked =
          URI.create("http://127.0.0.1:" + fleet.ports().getFirst() + "/stream?tokens=60&rate=30");
      var response =
          client.send(HttpRequest.newBuilder(asked).build(), HttpResponse.BodyHandlers.ofLines());

      fleet.settle(ANYWHERE, Duration.ZERO);

      assertThat(response.body()).contains("data: [DONE]");
      await(() -> !fleet.pids().contains(before.getFirst()));
    }
    assertThat(unexpected).hasValue(0);
  }

  @Test
  void letsAServerJoinAtAPortThatWasKnownBefore() {
    try (Served fleet = started("scale-out", Map.of("joining", "1", "join-after", "0"))) {
      List<Integer> ports = fleet.adminPorts();
      await(() -> up(ports).equals(List.of(true, false)));

      fleet.settle(ANYWHERE, Duration.ZERO);

      await(() -> up(ports).equals(List.of(true, true)));
      assertThat(fleet.pids()).hasSize(2);
    }
  }

  @Test
  void tellsWhenAServerEndsThatWasNotMeantTo() {
    try (Served fleet = started("sticky", Map.of("log", "memory"))) {
      ProcessHandle.of(fleet.pids().getLast()).ifPresent(ProcessHandle::destroyForcibly);

      await(() -> unexpected.get() == 1);
      assertThat(fleet.isAlive()).isFalse();
      assertThat(fleet.death()).hasMessageContaining("server");
    }
  }

  @Test
  void leavesNoProcessBehind() {
    List<Long> pids;
    try (Served fleet = started("sticky", Map.of("log", "redis"))) {
      assertThat(fleet.between()).startsWith("redis ");
      pids = fleet.pids();
    }
    assertThat(pids)
        .allMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void failsTheTrialWhenAServerThatWasToComeDoesNot() throws IOException {
    var settings = Map.of("joining", "1", "join-after", "0");
    try (Served fleet = started("scale-out", settings);
        var taken =
            new ServerSocket(fleet.ports().getLast(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();

      fleet.settle(ANYWHERE, Duration.ZERO);

      await(() -> unexpected.get() == 1);
      assertThat(fleet.isAlive()).isFalse();
      assertThat(fleet.death()).hasMessageStartingWith("what was to happen to the servers did not");
    }
  }

  private Served started(String name, Map<String, String> settings) {
    Scenario scenario = Scenarios.named(name).with(Map.of("nodes", "2")).with(settings);
    Served fleet =
        Servers.FRESH.start("sse-h1", ANYWHERE, scenario.conditions(), scenario.nodes(), List.of());
    fleet.whenEnded(unexpected::incrementAndGet);
    return fleet;
  }

  private static boolean noneOf(List<Long> before, List<Long> now) {
    return now.size() == before.size() && now.stream().noneMatch(before::contains);
  }

  private static List<Boolean> up(List<Integer> adminPorts) {
    return adminPorts.stream()
        .map(port -> new AdminClient(port).now().filter(AdminClient.Now::up).isPresent())
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    Crowd.await(condition, PATIENCE);
    assertThat(condition.getAsBoolean()).as("within " + PATIENCE).isTrue();
  }
}
