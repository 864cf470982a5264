package twinstream.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import twinstream.transport.Transports;
import twinstream.trial.Cores;
import twinstream.trial.Run;
import twinstream.trial.ServerProcess;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Starts both twins in the foreground, each in a JVM with the flags of a trial.")
final class ServeCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 8081;
  private static final int DEFAULT_WS_PORT = 8082;
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--sse-port",
      paramLabel = "PORT",
      description = "Port of the SSE server, 0 for any free one (default: 8081).")
  @Nullable Integer ssePort;

  @Option(
      names = "--ws-port",
      paramLabel = "PORT",
      description = "Port of the WebSocket server, 0 for any free one (default: 8082).")
  @Nullable Integer wsPort;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "Starts one server only, of this transport.")
  @Nullable String transport;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "With --transport: port of that server, 0 for any free one (default: 8081).")
  @Nullable Integer port;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      description = "With --transport: port of its metrics on 127.0.0.1 (default: any free one).")
  @Nullable Integer adminPort;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    var ending = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              ending.countDown();
              Run.endProcesses();
            }));
    List<ServerProcess> servers = new ArrayList<>();
    var anyEnded = new CountDownLatch(1);
    if (transport != null) {
      servers.add(
          start(
              Transports.named(transport).name(),
              port == null ? DEFAULT_PORT : port,
              adminPort == null ? 0 : adminPort));
    } else {
      servers.add(start("sse-h1", ssePort == null ? DEFAULT_PORT : ssePort, 0));
      servers.add(start("ws-h1", wsPort == null ? DEFAULT_WS_PORT : wsPort, 0));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Ctrl-C ends it.");
    out.flush();
    servers.forEach(server -> server.whenEnded(anyEnded::countDown));
    anyEnded.await();
    // Ctrl-C reaches the servers, too, and maybe first.
    if (ending.await(500, TimeUnit.MILLISECONDS)) {
      return Exit.INTERRUPTED;
    }
    Run.endProcesses();
    spec.commandLine().getErr().println("A server has ended by itself; both are stopped.");
    return Exit.OUR_BUG;
  }

  private void checkOptions() {
    if (transport == null && (port != null || adminPort != null)) {
      throw new IllegalArgumentException(
          "--port and --admin-port need --transport; for both servers use --sse-port and --ws-port");
    }
    if (transport != null && (ssePort != null || wsPort != null)) {
      throw new IllegalArgumentException(
          "--sse-port and --ws-port are for both servers; with --transport use --port");
    }
    checkPort("--sse-port", ssePort);
    checkPort("--ws-port", wsPort);
    checkPort("--port", port);
    checkPort("--admin-port", adminPort);
  }

  private static void checkPort(String option, @Nullable Integer value) {
    if (value != null && (value < 0 || value > HIGHEST_PORT)) {
      throw new IllegalArgumentException(
          "%s must be from 0 to %d, but is %d".formatted(option, HIGHEST_PORT, value));
    }
  }

  private ServerProcess start(String name, int wanted, int admin) {
    PrintWriter out = spec.commandLine().getOut();
    ServerProcess server;
    try {
      server = ServerProcess.start(name, wanted, admin, Cores.share());
    } catch (twinstream.trial.TrialFailure failure) {
      Run.endProcesses();
      throw new RefusedException(
          "the %s server did not start on port %d: %s"
              .formatted(name, wanted, failure.getMessage()));
    }
    String address = "127.0.0.1:" + server.port();
    out.printf(
        "%-8s http://%s   metrics: http://127.0.0.1:%d/metrics%n",
        name, address, server.adminPort());
    if (Transports.named(name).asksByMessage()) {
      out.printf("         npx --yes wscat -c 'ws://%s/stream?tokens=20&close=true'%n", address);
    } else {
      out.printf("         curl -N http://%s/sse%n", address);
      out.printf("         curl -N 'http://%s/stream?tokens=20'%n", address);
    }
    return server;
  }
}
