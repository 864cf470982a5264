package twinstream.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import twinstream.transport.Transports;

/// One measured server as one process: `ServerMain TRANSPORT PORT ADMIN_PORT [SETTING=VALUE …]`.
///
/// Prints `ready PORT ADMIN_PORT` when it listens. Ends when its standard input ends, so that it
/// can't outlive whoever started it, however that one died; on SIGTERM it stops gracefully. Exit
/// codes: 0 asked to end, 2 wrong setting, 3 port taken.
public final class ServerMain {
  private static final long LOG_PATIENCE_NANOS = 2_000_000_000;

  private ServerMain() {}

  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args).subList(3, args.length);
    int port = Integer.parseInt(args[1]);
    int adminPort = Integer.parseInt(args[2]);
    try {
      if (args[0].equals(Transports.FLOOR)) {
        var server = new BareServer(ServerSettings.of(words), port, adminPort);
        ready(server.port(), server.adminPort());
      } else {
        var made = TwinServer.of(Transports.mounted(args[0]), words, port, adminPort);
        awaitLog(made);
        TwinServer server = made.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        ready(server.port(), server.adminPort());
      }
    } catch (ServerStartException e) {
      System.err.println(e.getMessage());
      System.exit(3);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    while (System.in.read() >= 0) {
      // Nothing is said on it; only its end matters.
    }
    // Readers are gone or going; a measured server owes them no farewell.
    Runtime.getRuntime().halt(0);
  }

  // Nobody could resume what begins before the log is there. A server whose log is away starts all
  // the same, a little later.
  private static void awaitLog(TwinServer server) {
    long untilNanos = System.nanoTime() + LOG_PATIENCE_NANOS;
    while (!server.replies().canResume() && System.nanoTime() < untilNanos) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  // Halts: a JVM that ends by a signal would say so in its exit code, though all went well.
  private static void stop(TwinServer server) {
    server.stopGracefully();
    Runtime.getRuntime().halt(0);
  }

  private static void ready(int port, int adminPort) {
    System.out.printf("ready %d %d%n", port, adminPort);
  }
}
