package twinstream.probe;

import java.util.List;

/// What was found out about an endpoint.
///
/// @param verdict all in one word
/// @param sentences in the order in which they are read
public record ProbeReport(Verdict verdict, List<Sentence> sentences) {

  /// All in one word.
  public enum Verdict {
    /// Tokens arrive one by one, and nothing has to be changed.
    STREAMS,
    /// Something has to be changed.
    MEND,
    /// Too little came to say.
    UNJUDGED
  }

  public ProbeReport {
    sentences = List.copyOf(sentences);
  }
}
