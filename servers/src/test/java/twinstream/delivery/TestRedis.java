package twinstream.delivery;

import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/// A Redis of one test, with nothing on disk, that can be killed and frozen.
public final class TestRedis implements AutoCloseable {
  private final int port;
  private final Path executable;
  private Process process;

  public TestRedis() throws IOException {
    executable = ExecutableProvider.newJarResourceProvider().get().toPath();
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process = begun();
  }

  private Process begun() throws IOException {
    Process begun =
        new ProcessBuilder(
                List.of(
                    executable.toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--dir",
                    Files.createTempDirectory("redis").toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Whatever becomes of the test.
    Runtime.getRuntime().addShutdownHook(new Thread(begun::destroyForcibly));
    eventually("Redis listens", this::listens);
    return begun;
  }

  private boolean listens() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// As a setting of a server.
  public LogPlace place() {
    return place(0);
  }

  public LogPlace place(int windowMillis) {
    return LogPlace.of("redis://127.0.0.1:" + port, windowMillis);
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Comes back at its port, with nothing in it.
  public void comeBack() throws IOException {
    process = begun();
  }

  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Longest that a reader who comes back waits for a log that is away.
  public static Duration patience() {
    return RedisLink.PATIENCE.plusMillis(300);
  }
}
