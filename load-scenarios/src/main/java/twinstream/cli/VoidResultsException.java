package twinstream.cli;

/// What was measured must not be believed.
final class VoidResultsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  VoidResultsException(String sentence) {
    super(sentence);
  }
}
