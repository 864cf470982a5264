package twinstream.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.balance.Balancers;
import twinstream.probe.ProbeReport.Verdict;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

/// What real balancers do to streams of a real server, as the probe tells it.
@Timeout(30)
class ProbeTest {
  private static final String STREAM = "/stream?tokens=30&rate=20&first=300&close=true";
  private static final List<AutoCloseable> STARTED = new ArrayList<>();
  private static final Map<String, Integer> PORTS = new LinkedHashMap<>();
  private static final Map<String, CompletableFuture<ProbeReport>> REPORTS = new LinkedHashMap<>();

  // All at the same time, as each takes two seconds of waiting.
  @BeforeAll
  static void ask() {
    TwinServer node =
        new TwinServer(Transports.mounted(Transports.MIXED), ServerSettings.STANDARD, 0, 0).start();
    STARTED.add(node);
    PORTS.put("direct", node.port());
    for (String name : Paths.BALANCERS) {
      if (Balancers.named(name).missing().isEmpty()) {
        var balancer = Balancers.start(name, List.of(node.port()));
        STARTED.add(balancer);
        PORTS.put(name, balancer.port());
      }
    }
    // Else the first stream pays for what is compiled.
    Probe.of(request("http://127.0.0.1:" + node.port() + "/stream?tokens=20&rate=200"), null);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    STARTED.add(threads);
    PORTS.forEach((path, port) -> {
      for (String scheme : List.of("http", "ws")) {
        ProbeRequest request = request("%s://127.0.0.1:%d%s".formatted(scheme, port, STREAM));
        REPORTS.put(
            path + " " + scheme,
            CompletableFuture.supplyAsync(() -> Probe.of(request, null), threads));
      }
    });
  }

  @AfterAll
  static void end() throws Exception {
    for (AutoCloseable one : STARTED.reversed()) {
      one.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "direct, http",
    "direct, ws",
    "haproxy, ws",
    "haproxy-no-delay, http",
    "haproxy-no-delay, ws",
    "nginx-tuned, http",
    "nginx-tuned, ws"
  })
  void findsNothingToMend(String path, String scheme) {
    ProbeReport report = report(path, scheme);

    assertThat(report.verdict()).as(text(report)).isEqualTo(Verdict.STREAMS);
    assertThat(text(report))
        .containsPattern("streams: 3[12] tokens arrive one by one, (4|5)\\d ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "haproxy | http | merges: about | haproxy: option http-no-delay",
        "nginx-buffering | http | holds back: all 32 tokens | nginx: proxy_http_version 1.1; proxy_buffering off;",
        "nginx | ws | no WebSocket: status 200 in place of 101 | nginx: proxy_http_version 1.1; proxy_set_header Upgrade",
      })
  void namesTheDefectAndWhatMendsIt(String path, String scheme, String defect, String setting) {
    ProbeReport report = report(path, scheme);
    // Elsewhere the system may have no way to wait for a full segment.
    assumeThat(System.getProperty("os.name").equals("Linux") || !path.equals("haproxy")).isTrue();
    // From 1.29.7 on nginx speaks HTTP/1.1 to its nodes by itself.
    assumeThat(isOldNginx() || !path.startsWith("nginx")).isTrue();

    assertThat(report.verdict()).isEqualTo(Verdict.MEND);
    assertThat(text(report)).contains(defect);
    assertThat(report.sentences())
        .anySatisfy(one -> assertThat(one.mends()).anyMatch(mend -> mend.startsWith(setting)));
  }

  @Test
  void tellsWhoItIsWhenItIsShownBoth() {
    assumeThat(PORTS).containsKey("haproxy");
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    String stream = "/stream?tokens=20&rate=20";
    ProbeReport report =
        Probe.of(
            request("http://127.0.0.1:" + PORTS.get("haproxy") + stream),
            URI.create("http://127.0.0.1:" + PORTS.get("direct") + stream));

    assertThat(text(report)).contains("something between does it");
  }

  @Test
  void readsHeadersAndHeartbeats() {
    ProbeReport report =
        Probe.of(request("http://127.0.0.1:" + PORTS.get("direct") + "/idle", 1), null);

    assertThat(report.verdict()).isEqualTo(Verdict.UNJUDGED);
    assertThat(text(report))
        .contains("status 200, HTTP/1.1, content-type: text/event-stream", "x-accel-buffering: no")
        .contains("one heartbeat");
  }

  @Test
  void saysThatNothingListens() {
    // Port 9 belongs to a service that no system has run for decades.
    assertThatThrownBy(() -> Probe.of(request("http://127.0.0.1:9/"), null))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("nothing listens at http://127.0.0.1:9/");
    assertThatThrownBy(() -> Probe.of(request("ws://127.0.0.1:9/"), null))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("nothing listens at ws://127.0.0.1:9/");
  }

  private static boolean isOldNginx() {
    Optional<String> version =
        twinstream.balance.Program.NGINX.find().map(twinstream.balance.Program.NGINX::version);
    return version.map(Runtime.Version::parse).isPresent()
        && Runtime.Version.parse(version.get()).compareTo(Runtime.Version.parse("1.29.7")) < 0;
  }

  private static ProbeReport report(String path, String scheme) {
    @Nullable CompletableFuture<ProbeReport> report = REPORTS.get(path + " " + scheme);
    assumeThat(report).as("%s is installed", path).isNotNull();
    return java.util.Objects.requireNonNull(report).join();
  }

  private static ProbeRequest request(String url) {
    return request(url, 8);
  }

  private static ProbeRequest request(String url, int seconds) {
    return new ProbeRequest(
        URI.create(url), Duration.ofSeconds(seconds), List.of(), "GET", null, null);
  }

  private static String text(ProbeReport report) {
    return report.sentences().stream().map(Sentence::text).collect(Collectors.joining("\n"));
  }
}
