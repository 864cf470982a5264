package twinstream.verify;

/// What a crowd did late.
///
/// @param late how often
/// @param all of how often
record Late(long late, long all) {

  boolean inTime() {
    return 100 * late <= all;
  }

  double share() {
    return (double) late / all;
  }

  Text text(String of) {
    return Text.of(Text.count(late), of, Text.count(all));
  }
}
