package twinstream.verify;

/// A number or a word that stands in a file and is not what was recomputed.
///
/// @param file path inside the run folder
/// @param place where in it, for people
/// @param printed what stands there; `–` for nothing
/// @param recomputed what should; `–` for nothing
public record Difference(String file, String place, String printed, String recomputed) {

  @Override
  public String toString() {
    return "%s, %s: printed %s, recomputed %s".formatted(file, place, printed, recomputed);
  }
}
