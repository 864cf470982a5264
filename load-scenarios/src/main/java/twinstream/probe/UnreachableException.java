package twinstream.probe;

/// There is nobody at the address, or nobody who can be spoken to.
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableException(String sentence) {
    super(sentence);
  }
}
