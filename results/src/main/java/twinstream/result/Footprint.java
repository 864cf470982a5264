package twinstream.result;

/// Memory of the server at both ends of the window, in bytes; 0 where it was not read.
///
/// @param heapBefore in use after the collection before the window
/// @param heapAfter in use after a collection behind the window
/// @param residentBefore resident set after the first of these collections
/// @param residentAfter resident set at the window's end
public record Footprint(long heapBefore, long heapAfter, long residentBefore, long residentAfter) {

  /// Where it was not read.
  public static final Footprint UNKNOWN = new Footprint(0, 0, 0, 0);

  /// True when it was read.
  public boolean wasRead() {
    return heapBefore > 0 && heapAfter > 0;
  }
}
