package twinstream.fault;

/// Takes what a stage of the proxy lets through.
interface Line {
  /// The range is valid during the call only. It is written at once, if nothing cuts it.
  void bytes(byte[] bytes, int from, int to);

  /// Silence between what was passed before and what is passed later.
  void pause(long nanos);

  /// Nothing that comes later passes.
  void end(Ending ending);
}
