package twinstream.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import twinstream.scenario.Conditions;
import twinstream.server.ServerMain;

/// A measured server: in a fresh JVM, with the flags that every trial and `serve` use, or one that
/// was running before.
public final class ServerProcess implements Served {
  /// Heap of fixed size, so that its growth is no part of a trial; the collector named, because a
  /// JVM that sees one core would choose another.
  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+UseG1GC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "-Dfile.encoding=UTF-8");

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  // Null for a server that somebody else has started.
  private final @Nullable ChildProcess child;
  private final int port;
  private final int adminPort;

  private ServerProcess(@Nullable ChildProcess child, int port, int adminPort) {
    this.child = child;
    this.port = port;
    this.adminPort = adminPort;
  }

  /// Starts a server and waits until it listens.
  ///
  /// @param port 0 for any free one
  /// @throws TrialFailure when it does not come up
  public static ServerProcess start(String transport, int port, int adminPort, Cores cores) {
    return start(transport, port, adminPort, cores, Conditions.of(Map.of()), List.of());
  }

  /// The same under the conditions of a cell.
  ///
  /// @param planted further words of its command line, of the self-test
  /// @throws TrialFailure when it does not come up
  public static ServerProcess start(
      String transport,
      int port,
      int adminPort,
      Cores cores,
      Conditions conditions,
      List<String> planted) {
    return start(List.of(), transport, port, adminPort, cores, conditions, planted);
  }

  /// The same on some cores from the start.
  ///
  /// @param on empty for all
  static ServerProcess start(
      List<Integer> on,
      String transport,
      int port,
      int adminPort,
      Cores cores,
      Conditions conditions,
      List<String> planted) {
    List<String> arguments = new ArrayList<>();
    arguments.add(transport);
    arguments.add(Integer.toString(port));
    arguments.add(Integer.toString(adminPort));
    arguments.addAll(conditions.server());
    arguments.addAll(planted);
    ChildProcess child =
        ChildProcess.start(
            "server",
            on,
            flags(cores, conditions.compactHeaders()),
            ServerMain.class.getName(),
            arguments);
    try {
      String[] ready = child.nextLine(START_TIMEOUT).split(" ");
      return new ServerProcess(child, Integer.parseInt(ready[1]), Integer.parseInt(ready[2]));
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  /// A server that somebody else has started on this host: it is neither pinned nor ended.
  static ServerProcess running(int port, int adminPort) {
    return new ServerProcess(null, port, adminPort);
  }

  /// Flags of the JVM of a server that will have these cores.
  static List<String> flags(Cores cores, boolean compactHeaders) {
    List<String> flags = new ArrayList<>(JVM_FLAGS);
    flags.add((compactHeaders ? "-XX:+" : "-XX:-") + "UseCompactObjectHeaders");
    if (cores.pinned()) {
      // The JVM sizes itself for the cores that it will have, not for those it warms up on.
      flags.add("-XX:ActiveProcessorCount=" + cores.server().size());
    }
    return flags;
  }

  /// Puts the server onto its own cores. Until then it runs on all of them, so that its compiler is
  /// done before the window and not inside it.
  ///
  /// @throws TrialFailure when it has ended, or the system refuses
  @Override
  public void settle(Cores cores, Duration approach) {
    if (child != null && cores.pinned() && !Cores.move(cores.server(), child.pid())) {
      // Whoever has just been ended can't be pinned either, and is seen as ended a little later.
      throw child.endsWithin(Duration.ofSeconds(1))
          ? child.death()
          : new TrialFailure("the server can't be pinned to core " + cores.server());
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<Integer> ports() {
    return List.of(port);
  }

  public int adminPort() {
    return adminPort;
  }

  @Override
  public List<Integer> adminPorts() {
    return List.of(adminPort);
  }

  /// Its process; 0 where that is not known.
  public long pid() {
    return child == null ? 0 : child.pid();
  }

  @Override
  public List<Long> pids() {
    return List.of(pid());
  }

  @Override
  public boolean isGiven() {
    return child == null;
  }

  @Override
  public boolean isAlive() {
    return child == null || child.isAlive();
  }

  /// Asks it to stop, which it does in its own way and time.
  void askToStop() {
    if (child != null) {
      child.askToEnd();
    }
  }

  /// Waits so long for its end.
  ///
  /// @return true when it has ended
  boolean endsWithin(Duration atMost) {
    return child != null && child.endsWithin(atMost);
  }

  @Override
  public TrialFailure death() {
    return child == null ? new TrialFailure("the server does not answer") : child.death();
  }

  @Override
  public void whenEnded(Runnable action) {
    if (child != null) {
      child.whenEnded(action);
    }
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
