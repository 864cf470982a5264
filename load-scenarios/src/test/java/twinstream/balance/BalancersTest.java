package twinstream.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

@Timeout(30)
class BalancersTest {
  private final List<AutoCloseable> started = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  @AfterEach
  void end() throws Exception {
    client.shutdownNow();
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
  }

  static Stream<String> processes() {
    return Balancers.ALL.stream().filter(Balancer::hasProcess).map(Balancer::name);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void standBeforeTheirNodesInOneProcess(String name) throws Exception {
    int node = node(0).port();

    var balancer = start(name, node);

    assertThat(get(balancer, "/health").statusCode()).isEqualTo(200);
    assertThat(balancer.http2Port()).isNotEqualTo(balancer.port());
    assertThat(balancer.version()).matches("(nginx|haproxy) \\d+\\.\\d+.*");
    ProcessHandle process = ProcessHandle.of(balancer.pid()).orElseThrow();
    assertThat(process.children()).isEmpty();
    balancer.close();
    assertThat(process.isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"haproxy", "nginx-tuned"})
  void letANodeJoinLater(String name) throws Exception {
    int later = FreePorts.find(1).getFirst();
    var balancer = start(name, later);
    assertThat(get(balancer, "/health").statusCode()).isBetween(502, 503);

    node(later);

    eventually(() -> get(balancer, "/health").statusCode() == 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"haproxy", "haproxy-leastconn-no-delay", "nginx-tuned"})
  void passADrainingNodeByAndLeaveItsStreams(String name) throws Exception {
    TwinServer draining = node(0);
    TwinServer staying = node(0);
    var balancer = start(name, draining.port(), staying.port());
    List<HttpResponse<Stream<String>>> streams = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      streams.add(
          client.send(
              request(balancer, "/stream?tokens=30&rate=20"), HttpResponse.BodyHandlers.ofLines()));
    }

    Thread.ofVirtual().start(draining::stopGracefully);

    // Until the second check has failed a new request may still be sent there.
    eventually(() ->
        Stream.generate(() -> get(balancer, "/health").statusCode())
            .limit(6)
            .allMatch(status -> status == 200));
    for (var stream : streams) {
      assertThat(stream.body().filter(line -> line.startsWith("data: ")).toList())
          .hasSize(32)
          .last()
          .isEqualTo("data: [DONE]");
    }
  }

  @Test
  void sendAReaderWhoComesBackToTheNodeThatHoldsTheReply() throws Exception {
    var balancer = start("haproxy-sticky", node(0).port(), node(0).port(), node(0).port());
    for (int i = 0; i < 12; i++) {
      String id = "reply-" + i;
      assertThat(get(balancer, "/stream?tokens=3&rate=0&pacing=flood&reply=" + id).statusCode())
          .isEqualTo(200);
      HttpRequest header =
          HttpRequest.newBuilder(request(balancer, "/stream").uri())
              .header("Last-Event-ID", id + ":0")
              .build();

      assertThat(client.send(header, HttpResponse.BodyHandlers.ofString()).body())
          .contains("id: " + id + ":2");
      assertThat(get(balancer, "/stream?reply=" + id + "&from=1").body())
          .contains("id: " + id + ":2");
      assertThat(get(balancer, "/stream?last-event-id=" + id + "%3A0").body())
          .contains("id: " + id + ":2");
    }
  }

  @Test
  void differInTheLinesThatTheirNamesTell() {
    assertThat(added("haproxy.conf", "haproxy-no-delay.conf"))
        .containsExactly("option http-no-delay");
    assertThat(added("haproxy-leastconn.conf", "haproxy-leastconn-no-delay.conf"))
        .containsExactly("option http-no-delay");
    assertThat(added("haproxy.conf", "haproxy-leastconn.conf"))
        .containsExactly("balance leastconn");
    assertThat(added("nginx.conf", "nginx-buffering.conf"))
        .containsExactly("proxy_ignore_headers X-Accel-Buffering;");
    assertThat(processes().map(name -> Shipped.text(name + ".conf")))
        .noneMatch(
            text -> text.lines().anyMatch(line -> line.strip().startsWith("on-marked-down")));
  }

  private static List<String> added(String base, String other) {
    List<String> lines = settings(other);
    lines.removeAll(settings(base));
    return lines;
  }

  private static List<String> settings(String file) {
    return new ArrayList<>(
        Shipped.text(file)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList());
  }

  @Test
  void refuseWhatCannotBeStarted() {
    assertThatThrownBy(() -> Balancers.start("traefik", List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("balancer must be one of reader, haproxy, haproxy-no-delay,")
        .hasMessageEndingWith("but is \"traefik\"");
    assertThatThrownBy(() -> Balancers.start("reader", List.of(1)))
        .hasMessage("balancer reader is the reader itself and has no process");
    assertThatThrownBy(() -> Balancers.start("haproxy", List.of()))
        .hasMessage("balancer haproxy needs at least one node");
    assertThat(Balancers.named("reader").missing()).isEmpty();
  }

  private TwinServer node(int port) {
    TwinServer node =
        new TwinServer(Transports.mounted(Transports.MIXED), ServerSettings.STANDARD, port, 0)
            .start();
    started.add(node);
    return node;
  }

  private BalancerProcess start(String name, Integer... nodePorts) {
    assumeThat(Balancers.named(name).missing()).isEmpty();
    BalancerProcess balancer = Balancers.start(name, List.of(nodePorts));
    started.add(balancer);
    return balancer;
  }

  private static HttpRequest request(BalancerProcess balancer, String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(balancer.port(), path)))
        .timeout(Duration.ofSeconds(5))
        .build();
  }

  private HttpResponse<String> get(BalancerProcess balancer, String path) {
    try {
      return client.send(request(balancer, path), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
