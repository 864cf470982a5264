package twinstream.trial;

/// A trial could not be carried out: one of its processes died or hangs. What was finished before
/// is on disk.
public final class TrialFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrialFailure(String sentence) {
    super(sentence);
  }
}
