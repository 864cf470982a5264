package twinstream.probe;

import java.util.List;

/// One thing that was found out about an endpoint.
///
/// @param mends settings of which one or more will mend it; none where nothing is wrong
public record Sentence(Level level, String text, List<String> mends) {

  /// What it is worth.
  public enum Level {
    /// As it should be.
    OK,
    /// Something should be changed.
    MEND,
    /// Neither: a fact, or a reservation.
    NOTE
  }

  public Sentence {
    mends = List.copyOf(mends);
  }

  static Sentence ok(String text) {
    return new Sentence(Level.OK, text, List.of());
  }

  static Sentence note(String text) {
    return new Sentence(Level.NOTE, text, List.of());
  }

  static Sentence mend(String text, Defect defect) {
    return new Sentence(Level.MEND, text, defect.settings());
  }

  static Sentence mend(String text) {
    return new Sentence(Level.MEND, text, List.of());
  }
}
