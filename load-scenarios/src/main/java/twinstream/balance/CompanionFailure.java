package twinstream.balance;

/// A foreign program did not come up. The message holds its last words.
public final class CompanionFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  CompanionFailure(String sentence) {
    super(sentence);
  }
}
