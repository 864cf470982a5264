package twinstream.delivery;

import twinstream.delivery.Message.Failure;
import twinstream.workload.BadRequestException;

/// A reply can't be gone on with. It is never generated again: a reader would get other tokens than
/// it was owed, and not know. The message is one sentence for the reader.
public final class NotResumableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean wasKnown;

  private NotResumableException(String reply, boolean wasKnown, String why) {
    super(
        "reply \"%s\" %s, so it can't be resumed; ask for a new one"
            .formatted(BadRequestException.shown(reply), why));
    this.wasKnown = wasKnown;
  }

  static NotResumableException unknown(String reply) {
    return new NotResumableException(reply, false, "is not known here");
  }

  static NotResumableException expired(String reply) {
    return new NotResumableException(reply, true, "is no longer kept here");
  }

  static NotResumableException cancelled(String reply) {
    return new NotResumableException(reply, true, "was cancelled by its reader");
  }

  /// Code of the error message within a connection.
  public String code() {
    return wasKnown ? Failure.EXPIRED : Failure.NOT_FOUND;
  }

  /// Status of HTTP before a stream: 404 not found, or 410 gone (RFC 9110, 15.5.11).
  public int status() {
    return wasKnown ? 410 : 404;
  }
}
