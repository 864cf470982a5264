package twinstream.balance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A balancer that listens on 127.0.0.1, in one process that no core was chosen for.
public final class BalancerProcess implements AutoCloseable {
  private final Balancer balancer;
  private final String version;
  private final Companion companion;

  private BalancerProcess(Balancer balancer, String version, Companion companion) {
    this.balancer = balancer;
    this.version = version;
    this.companion = companion;
  }

  static BalancerProcess start(Balancer balancer, List<Integer> nodePorts) {
    Program program = balancer.program();
    if (program == null) {
      throw new IllegalArgumentException(
          "balancer %s is the reader itself and has no process".formatted(balancer.name()));
    }
    if (nodePorts.isEmpty()) {
      throw new IllegalArgumentException(
          "balancer %s needs at least one node".formatted(balancer.name()));
    }
    Path file = program.find().orElseThrow(() -> new MissingProgramException(program.missing()));
    return new BalancerProcess(
        balancer,
        program.version(file),
        Companion.start(
            balancer.name(),
            2,
            (folder, ports) -> {
              Path configuration = folder.resolve(balancer.name() + ".conf");
              Files.writeString(configuration, configuration(balancer, program, nodePorts, ports));
              return command(program, file, folder, configuration);
            }));
  }

  static String configuration(
      Balancer balancer, Program program, List<Integer> nodePorts, List<Integer> ports) {
    return Shipped.filled(
        balancer.name() + ".conf",
        Map.of(
            "port", Integer.toString(ports.get(0)),
            "http2-port", Integer.toString(ports.get(1)),
            "nodes", nodes(balancer, program, nodePorts)));
  }

  private static String nodes(Balancer balancer, Program program, List<Integer> nodePorts) {
    return IntStream.range(0, nodePorts.size())
        .mapToObj(i ->
            switch (program) {
              case HAPROXY -> "server n%d 127.0.0.1:%d".formatted(i + 1, nodePorts.get(i));
              case NGINX ->
                  // The standard ten seconds are long for nodes that come and go.
                  "server 127.0.0.1:%d%s;"
                      .formatted(
                          nodePorts.get(i),
                          balancer.name().endsWith("-tuned") ? " max_fails=1 fail_timeout=1s" : "");
              case REDIS -> throw new IllegalStateException("Redis balances nothing");
            })
        .collect(Collectors.joining(program == Program.HAPROXY ? "\n  " : "\n    "));
  }

  private static List<String> command(Program program, Path file, Path folder, Path configuration)
      throws IOException {
    return switch (program) {
      case HAPROXY -> List.of(file.toString(), "-db", "-f", configuration.toString());
      case NGINX ->
          List.of(
              file.toString(),
              "-p",
              folder.toString(),
              "-e",
              "stderr",
              "-c",
              configuration.toString());
      case REDIS -> throw new IOException("Redis balances nothing");
    };
  }

  public String name() {
    return balancer.name();
  }

  /// Program and version, as `haproxy 2.6.12`.
  public String version() {
    Program program = balancer.program();
    return (program == null ? "" : program.command() + " ") + version;
  }

  /// Where it speaks HTTP/1.1.
  public int port() {
    return companion.port(0);
  }

  /// Where it speaks HTTP/2 in cleartext, with prior knowledge.
  public int http2Port() {
    return companion.port(1);
  }

  /// Its only process.
  public long pid() {
    return companion.pid();
  }

  public boolean isAlive() {
    return companion.isAlive();
  }

  /// Calls an action when it has ended, however that came about.
  public void whenEnded(Runnable action) {
    companion.whenEnded(action);
  }

  /// Ends it, and all streams through it.
  @Override
  public void close() {
    companion.close();
  }
}
