package twinstream.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import twinstream.transport.Transport;

class ServerMainTest {
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    return process;
  }

  // Opens an idle event stream at a server that has just been started.
  private static Socket idle(Process process) throws IOException {
    int port = Integer.parseInt(process.inputReader().readLine().split(" ")[1]);
    Socket reader = new Socket("127.0.0.1", port);
    reader.setSoTimeout(10_000);
    reader
        .getOutputStream()
        .write("GET /idle HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    assertThat(reader.getInputStream().read()).isEqualTo('H');
    return reader;
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("the process has ended").isTrue();
    return process.exitValue();
  }

  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#ALL")
  void listensUntilItsInputEnds(Transport transport) throws Exception {
    Process process = start(transport.name(), "0", "0");
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).matches("ready [0-9]+ [0-9]+");
    process.outputWriter().close();
    assertThat(exitCode(process)).isZero();
  }

  @Test
  void endsThoughAReaderIsStillThere() throws Exception {
    Process process = start("sse-h1", "0", "0");
    try (Socket reader = idle(process)) {
      process.outputWriter().close();
      assertThat(exitCode(process)).isZero();
    }
  }

  @Test
  void tellsItsReadersWhenItIsAskedToStop() throws Exception {
    Process process = start("sse-h1", "0", "0");
    try (Socket reader = idle(process)) {
      // SIGTERM; Process.destroy would end the input, too.
      process.toHandle().destroy();
      assertThat(new String(reader.getInputStream().readAllBytes(), US_ASCII))
          .contains("going-away");
      assertThat(exitCode(process)).isZero();
    }
  }

  @Test
  void saysThatItsPortIsTaken() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process = start("sse-h1", Integer.toString(other.getLocalPort()), "0");
      assertThat(exitCode(process)).isEqualTo(3);
      assertThat(process.errorReader().lines())
          .anyMatch(line -> line.startsWith("can't listen on 127.0.0.1:" + other.getLocalPort()));
    }
  }
}
