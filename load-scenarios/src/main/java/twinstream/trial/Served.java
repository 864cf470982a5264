package twinstream.trial;

import java.time.Duration;
import java.util.List;

/// What the readers of a trial read from: one server, or several with something before them.
public interface Served extends AutoCloseable {

  /// Where readers connect on 127.0.0.1: one port for each server that they may ask in turn, or
  /// that of what stands before them all.
  List<Integer> ports();

  /// The first of them.
  default int port() {
    return ports().getFirst();
  }

  /// Ports of administration, one for each server, in order; 0 where it is not known.
  List<Integer> adminPorts();

  /// Processes of the servers, in order; 0 where it is not known.
  List<Long> pids();

  /// Folders of the control groups that hold the servers to a quota, in order; none without one.
  default List<String> groups() {
    return List.of();
  }

  /// What holds each server to a fixed size, for people; empty for nothing.
  default String limit() {
    return "";
  }

  /// What else stands between readers and servers, for people; empty for nothing.
  default String between() {
    return "";
  }

  /// The warm-up is over: puts the servers onto their cores, and begins what happens to them.
  ///
  /// @param approach how far ahead the window is
  /// @throws TrialFailure when one has ended, or the system refuses
  void settle(Cores cores, Duration approach);

  /// What has happened to the servers by now, for people; empty for nothing.
  default String happened() {
    return "";
  }

  /// True when somebody else has started it.
  boolean isGiven();

  /// False when a server has ended that was not meant to.
  boolean isAlive();

  /// Why it is not alive.
  TrialFailure death();

  /// Calls an action when a server has ended that was not meant to.
  void whenEnded(Runnable action);

  @Override
  void close();
}
