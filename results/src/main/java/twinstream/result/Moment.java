package twinstream.result;

/// What users and the server's own meters said at one moment of a trial. Counts and sums are those
/// since the trial began.
///
/// @param nanos when, from the start of the window; negative before it
/// @param users who had arrived and not gone
/// @param heard tokens that they had heard
/// @param streams open streams, as the server's meters say
/// @param tokens tokens that the server had handed on, as its meters say
/// @param dropped tokens that it had dropped, as its meters say
/// @param heapBytes heap in use, as its meters say; garbage is among it
/// @param residentBytes resident set of its process; 0 where that is not known
public record Moment(
    long nanos,
    long users,
    long heard,
    long streams,
    long tokens,
    long dropped,
    long heapBytes,
    long residentBytes) {}
