package twinstream.verify;

import java.util.ArrayList;
import java.util.List;

/// What has to stand in some place: words, and numbers that were recomputed. A printed number
/// agrees when the recomputed one, in the printed unit and rounded half up to the printed decimals,
/// is the same.
///
/// @param parts in order
record Text(List<Part> parts) {
  Text {
    parts = List.copyOf(parts);
  }

  /// What a comparison found.
  ///
  /// @param numbers how many were compared
  /// @param agrees whether all numbers and words do
  /// @param alike whether the words do
  /// @param recomputed the text as it should be
  record Outcome(int numbers, boolean agrees, boolean alike, String recomputed) {}

  /// Strings are words, the rest are parts or texts.
  static Text of(Object... pieces) {
    List<Part> parts = new ArrayList<>();
    for (Object piece : pieces) {
      switch (piece) {
        case Part part -> parts.add(part);
        case Text text -> parts.addAll(text.parts);
        default -> parts.add(new Part.Word(piece.toString()));
      }
    }
    return new Text(parts);
  }

  static Text count(long value) {
    return of(new Part.Count(value));
  }

  /// A value with its unit; a dash for none.
  static Text amount(double value, String unit) {
    if (!Double.isFinite(value)) {
      return of(Findings.NOTHING);
    }
    return unit.isEmpty() ? bare(value) : of(new Part.Amount(value, unit));
  }

  static Text bare(double value) {
    return of(new Part.Bare(value));
  }

  /// A share as per cent.
  static Text percent(double share) {
    return of(new Part.Bare(share * 100), " %");
  }

  /// Texts behind each other.
  static Text joined(String between, List<Text> texts) {
    List<Object> pieces = new ArrayList<>();
    for (var text : texts) {
      if (!pieces.isEmpty()) {
        pieces.add(between);
      }
      pieces.add(text);
    }
    return of(pieces.toArray());
  }

  /// The words that it begins with; empty when it begins with a number.
  String lead() {
    return !parts.isEmpty() && parts.getFirst() instanceof Part.Word(String text) ? text : "";
  }

  Outcome against(String printed) {
    var reading = new Reading(printed);
    parts.forEach(reading::take);
    return reading.end();
  }

  String plain() {
    var text = new StringBuilder();
    parts.forEach(part -> text.append(part.plain()));
    return text.toString();
  }
}
