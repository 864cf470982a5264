package twinstream.cli;

/// Exit codes of every command.
final class Exit {
  static final int FINE = 0;
  static final int OUR_BUG = 1;
  static final int WRONG_USAGE = 2;
  static final int REFUSED = 3;
  static final int INVALID = 4;
  static final int THRESHOLD_MISSED = 99;
  static final int INTERRUPTED = 130;

  private Exit() {}
}
