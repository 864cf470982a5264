package twinstream.trial;

import java.util.List;

/// What is done to a trial on purpose, so that the instrument can be seen to notice it. A planting
/// belongs to one trial. Called on the thread that carries the trial out; nothing is called inside
/// the window, so what has to happen there is to be timed from a phase before it.
public interface Planting extends AutoCloseable {
  /// An ordinary trial.
  Planting NONE = new Planting() {};

  /// The two processes of a trial.
  ///
  /// @param serverPort public port of the server
  /// @param adminPort its port of administration
  record Processes(long serverPid, long crowdPid, int serverPort, int adminPort) {}

  /// Words for the command line of the server beside those of its cell.
  default List<String> serverWords() {
    return List.of();
  }

  /// Where readers connect on 127.0.0.1: the server's own port, or that of something before it.
  default int route(int serverPort) {
    return serverPort;
  }

  /// Both processes are up, and the crowd has not begun.
  default void started(Processes processes) {}

  /// The crowd tells its phase: `warm …`, then `window …` about a second before the window, `drain
  /// …` behind it.
  default void phase(String phase) {}

  /// The trial is over, in whichever way.
  @Override
  default void close() {}
}
