package twinstream.result;

/// How evenly tokens came, over the tokens that were due inside the window and have one before
/// them.
///
/// @param gaps how many
/// @param stalls100 gaps that were over 100 ms longer than due
/// @param stalls250 gaps that were over 250 ms longer than due
/// @param bursts tokens that came in under 10 % of their due gap after the one before
/// @param deadlinesMet token deadlines that were met, see [Deadlines]; first tokens included
/// @param deadlinesMissed token deadlines that were missed; a stall misses all that fall into it
public record Smoothness(
    long gaps,
    long stalls100,
    long stalls250,
    long bursts,
    long deadlinesMet,
    long deadlinesMissed) {

  /// Where nothing has a due time.
  public static final Smoothness NONE = new Smoothness(0, 0, 0, 0, 0, 0);
}
