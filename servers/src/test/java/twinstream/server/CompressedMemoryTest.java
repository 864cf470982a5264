package twinstream.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a thousand live compressed streams take of a server process, its compressors' native memory
/// included. The heap is resident from the start, so that what grows is outside of it, and so small
/// that what is inside is bounded too.
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class CompressedMemoryTest {
  private static final int STREAMS = 1_000;
  private static final int TOKENS = 60;
  private static final int RATE = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ACCEPT = "Accept-Encoding: gzip, br, zstd\r\n";
  private static final String UPGRADE =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

  private final List<Socket> readers = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private int port;
  private int adminPort;

  private Process serve(String transport, String compression) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms160m",
                "-Xmx160m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                transport,
                "0",
                "0",
                "compression=" + compression)
            .start();
    processes.add(process);
    String[] ready = process.inputReader().readLine().split(" ");
    port = Integer.parseInt(ready[1]);
    adminPort = Integer.parseInt(ready[2]);
    return process;
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket reader : readers) {
      reader.close();
    }
    processes.forEach(Process::destroyForcibly);
  }

  // The readers take what the kernel holds for them, some kilobytes each.
  private void open(String headers, int tokens) throws IOException {
    String request =
        "GET /stream?envelope=openai&rate=%d&tokens=%d HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
            .formatted(RATE, tokens, headers);
    for (int i = 0; i < STREAMS; i++) {
      Socket reader = new Socket("127.0.0.1", port);
      readers.add(reader);
      reader.getOutputStream().write(request.getBytes(US_ASCII));
    }
  }

  private long tokens() {
    try (Socket admin = new Socket("127.0.0.1", adminPort)) {
      admin.setSoTimeout(10_000);
      admin
          .getOutputStream()
          .write(
              "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(US_ASCII));
      return new String(admin.getInputStream().readAllBytes(), US_ASCII)
          .lines()
          .filter(line -> line.startsWith("stream_tokens_total"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long residentKilobytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /// @param most kilobytes outside of the heap for each stream
  @ParameterizedTest
  @CsvSource({
    "sse-h1, deflate, 250",
    "sse-h1, brotli, 730",
    "sse-h1, zstd, 250",
    "ws-h1, deflate, 250",
    "ws-h1, deflate-reset, 30",
  })
  void isBounded(String transport, String compression, long most) throws Exception {
    boolean events = transport.startsWith("sse");
    Process process = serve(transport, compression);
    // The same without compression first: what a JVM needs once is not counted for the streams.
    open(events ? "" : UPGRADE, TOKENS);
    within(PATIENCE, "plain tokens are sent", () -> tokens() >= (long) STREAMS * TOKENS);
    long before = residentKilobytes(process);

    open(events ? ACCEPT : UPGRADE + OFFER, 100_000);
    within(PATIENCE, "coded tokens are sent", () -> tokens() >= 2L * STREAMS * TOKENS);
    long perStream = (residentKilobytes(process) - before) / STREAMS;
    System.out.printf("%s %s: %d kB a stream%n", transport, compression, perStream);
    assertThat(perStream).isLessThan(most);
    assertThat(process.isAlive()).isTrue();
  }
}
