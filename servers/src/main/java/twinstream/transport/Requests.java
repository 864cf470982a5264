package twinstream.transport;

import twinstream.delivery.Message.Failure;
import twinstream.workload.BadRequestException;
import twinstream.workload.ReplyRequest;

/// What this server can't do for a request that is otherwise right; the same sentences before and
/// within a stream.
final class Requests {
  private Requests() {}

  static ReplyRequest checked(ReplyRequest request) {
    if (request.nonce() != null) {
      throw new BadRequestException(
          "nonce must be left out: this server keeps no log that could prove a resume");
    }
    return request;
  }

  /// The code that stands for a status where there is no status.
  static String codeOf(int status) {
    return switch (status) {
      case 404 -> Failure.NOT_FOUND;
      case 409 -> Failure.CONFLICT;
      default -> Failure.BAD_REQUEST;
    };
  }

  static String unknownReply(String reply) {
    return "reply \"%s\" is not known here, so it can't be resumed; ask for a new one"
        .formatted(BadRequestException.shown(reply));
  }
}
