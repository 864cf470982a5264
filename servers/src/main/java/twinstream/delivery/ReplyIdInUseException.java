package twinstream.delivery;

/// A request names a reply that is still being sent.
public final class ReplyIdInUseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ReplyIdInUseException(String id) {
    super("reply \"%s\" is still being sent; ask for another id or leave it out".formatted(id));
  }
}
