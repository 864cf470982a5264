package twinstream.fault;

/// How a direction ends.
enum Ending {
  /// Its receiver sees a FIN.
  FIN,
  /// Both sides see a FIN.
  FIN_BOTH,
  /// Both sides see a RST.
  RESET
}
