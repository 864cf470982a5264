package twinstream.cli;

/// The machine is not fit for what was asked; nothing was started.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(String sentence) {
    super(sentence);
  }
}
