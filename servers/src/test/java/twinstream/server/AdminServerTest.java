package twinstream.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.delivery.Eventually.eventually;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.transport.Transport;
import twinstream.transport.Transports;

class AdminServerTest {
  private final TwinServer server =
      new TwinServer(Transports.ALL.getFirst(), Limits.STANDARD, 0, 0);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> send(int port, String method, String path, String... headers)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String admin(String method, String path) throws Exception {
    HttpResponse<String> response = send(server.adminPort(), method, path);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private double sample(String name) throws Exception {
    return admin("GET", "/metrics")
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void isHealthy() throws Exception {
    assertThat(admin("GET", "/health")).isEqualTo("ok\n");
  }

  @Test
  void readsItsClock() throws Exception {
    long beforeNanos = System.nanoTime();
    long readNanos = Long.parseLong(admin("GET", "/clock").strip());
    assertThat(readNanos).isBetween(beforeNanos, System.nanoTime());
  }

  @Test
  void collectsAndSaysWhatIsInUse() throws Exception {
    assertThat(admin("POST", "/collect")).matches("heap [1-9][0-9]*\ndirect [0-9]+\n");
  }

  @Test
  void collectsForNobodyWhoOnlyLooks() throws Exception {
    assertThat(send(server.adminPort(), "GET", "/collect").statusCode()).isEqualTo(405);
  }

  @Test
  void tellsWhatTheServerIsSetTo() throws Exception {
    assertThat(admin("GET", "/settings").lines())
        .contains("outbox.messages 1024", "http.persistent true", "connector.selectors 1")
        .allMatch(line -> line.matches("[a-z0-9.]+ .+"));
  }

  @Test
  void hasNoOtherPages() throws Exception {
    assertThat(send(server.adminPort(), "GET", "/env").statusCode()).isEqualTo(404);
  }

  @Test
  void isNotReachedThroughThePublicPort() throws Exception {
    for (String path : List.of("/metrics", "/clock", "/departures", "/settings", "/collect")) {
      assertThat(send(server.port(), "GET", path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void speaksOpenMetricsToWhoeverAsksForIt() throws Exception {
    HttpResponse<String> response =
        send(server.adminPort(), "GET", "/metrics", "Accept", "application/openmetrics-text");
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(response.body()).endsWith("# EOF\n");
  }

  @Test
  void countsWhatWasDelivered() throws Exception {
    send(server.port(), "GET", "/stream?tokens=12&rate=0");
    assertThat(sample("stream_tokens_total")).isEqualTo(12);
    assertThat(sample("stream_completed_total")).isOne();
    assertThat(sample("stream_open")).isZero();
    assertThat(sample("stream_bytes_total")).isPositive();
  }

  @Test
  void tellsHowFarAReplyCameWhoseReaderLeft() throws Exception {
    long beforeNanos = System.nanoTime();
    try (var socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /stream?tokens=9&rate=1&reply=gone HTTP/1.1\r\nHost: x\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      eventually("the first token", () -> server.replies().counts().tokens.sum() == 1);
    }
    eventually("the departure", () -> !server.replies().departures().latest().isEmpty());
    String[] gone = admin("GET", "/departures").strip().split("[ \n]");
    assertThat(gone).hasSize(4).startsWith("1", "gone", "1");
    assertThat(Long.parseLong(gone[3])).isBetween(beforeNanos, System.nanoTime());
  }

  @Test
  void listensOnTheLoopbackAddressAlone() throws IOException {
    try (var loopback = new Socket("127.0.0.1", server.adminPort())) {
      assertThat(loopback.isConnected()).isTrue();
    }
    Stream<InetAddress> others =
        Stream.concat(
            Stream.of(InetAddress.ofLiteral("127.0.0.2")),
            NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(
                    address -> address instanceof Inet4Address && !address.isLoopbackAddress()));
    assertThat(others)
        .allSatisfy(
            address -> assertThatThrownBy(() -> connect(address)).isInstanceOf(IOException.class));
  }

  private void connect(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, server.adminPort()), 1000);
    }
  }

  @Test
  void hasTheSameMetersForBothTwins() {
    List<Set<String>> meters = Transports.ALL.stream().map(AdminServerTest::meters).toList();
    assertThat(meters).hasSizeGreaterThan(1).containsOnly(meters.getFirst());
    assertThat(meters.getFirst()).contains("stream.tokens[]");
  }

  private static Set<String> meters(Transport transport) {
    try (TwinServer twin = new TwinServer(transport, Limits.STANDARD, 0, 0).start()) {
      return twin.registry().getMeters().stream()
          .map(Meter::getId)
          .filter(id -> transport.name().equals(id.getTag("transport")))
          // Which pauses the collector has had by now is no matter of set-up.
          .filter(id -> !id.getName().startsWith("jvm.gc."))
          .map(id -> id.getName() + otherTags(id))
          .collect(Collectors.toSet());
    }
  }

  private static List<Tag> otherTags(Meter.Id id) {
    return id.getTags().stream().filter(tag -> !tag.getKey().equals("transport")).toList();
  }
}
