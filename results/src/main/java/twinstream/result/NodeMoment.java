package twinstream.result;

/// What one of several servers said at one moment of a trial.
///
/// @param nanos when, from the start of the window; negative before it
/// @param node which, from 1
/// @param streams open on it; [#DOWN] when it did not answer
/// @param tokens handed on since its process began; 0 when it did not answer
public record NodeMoment(long nanos, int node, long streams, long tokens) {
  /// Stands for the streams of a node that did not answer.
  public static final long DOWN = -1;

  /// True when the node answered.
  public boolean up() {
    return streams != DOWN;
  }
}
