package twinstream.selftest;

import java.util.List;

/// One question to the instrument: is it seen to notice what was planted?
///
/// @param id `S1` to `S13` plant something, `D1` and `D2` demonstrate
/// @param title what it is about, for lists
/// @param length how long it takes
/// @param look plants, looks and judges
public record Check(String id, String title, Length length, Look look) {

  /// How long a check takes, and so when it runs.
  public enum Length {
    /// Seconds; also among the suite's tests.
    QUICK,
    /// A minute or a few.
    ORDINARY,
    /// Up to a quarter of an hour; only when asked for by name.
    LONG
  }

  /// Plants, looks and judges.
  @FunctionalInterface
  interface Look {
    List<Finding> at(Lab lab);
  }
}
