package twinstream.delivery;

import twinstream.delivery.Message.Failure;
import twinstream.workload.BadRequestException;

/// A reply can't be gone on with, for good or for now. It is never generated again: a reader would
/// get other tokens than it was owed, and not know. The message is one sentence for the reader.
public final class NotResumableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final int status;

  private NotResumableException(String reply, String code, int status, String why) {
    super("reply \"%s\" %s".formatted(BadRequestException.shown(reply), why));
    this.code = code;
    this.status = status;
  }

  private static NotResumableException forGood(String reply, String code, int status, String why) {
    return new NotResumableException(
        reply, code, status, why + ", so it can't be resumed; ask for a new one");
  }

  static NotResumableException unknown(String reply) {
    return forGood(reply, Failure.NOT_FOUND, 404, "is not known here");
  }

  static NotResumableException expired(String reply) {
    return forGood(reply, Failure.EXPIRED, 410, "is no longer kept here");
  }

  static NotResumableException cancelled(String reply) {
    return forGood(reply, Failure.EXPIRED, 410, "was cancelled by its reader");
  }

  /// The server that sent a reply took tokens with it that its reader has.
  static NotResumableException cutShort(String reply, int from) {
    return forGood(
        reply, Failure.EXPIRED, 410, "was lost before token %d with its server".formatted(from));
  }

  /// The log that servers share does not answer.
  static NotResumableException away(String reply) {
    return new NotResumableException(
        reply,
        Failure.BUSY,
        503,
        "can't be resumed now, because the log of replies can't be reached; come back in a moment");
  }

  /// Code of the error message within a connection.
  public String code() {
    return code;
  }

  /// Status of HTTP before a stream: 404 not found, 410 gone (RFC 9110, 15.5.11), or 503 when it
  /// may be there later.
  public int status() {
    return status;
  }
}
