package twinstream.transport;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.TunnelSupport;
import twinstream.delivery.Message.Failure;
import twinstream.delivery.Wanted;
import twinstream.workload.BadRequestException;
import twinstream.workload.ReplyRequest;

/// What a reader who comes back asks for; the same rules and sentences before and within a stream.
final class Requests {
  private static final List<String> OF_A_RESUME = List.of("reply", "from");
  // ASCII digits only, and never more than an int holds.
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

  private Requests() {}

  /// The rest of a reply behind the token whose event the reader had last.
  ///
  /// @param lastEventId `<reply>:<index>`
  static Wanted.Rest rest(String lastEventId) {
    int colon = lastEventId.indexOf(':');
    if (colon < 0
        || !ReplyRequest.isId(lastEventId.substring(0, colon))
        || !INDEX.matcher(lastEventId.substring(colon + 1)).matches()) {
      throw new BadRequestException(
          "Last-Event-ID must be the id of a token, such as \"r1:41\", but is \"%s\""
              .formatted(BadRequestException.shown(lastEventId)));
    }
    int had = Integer.parseInt(lastEventId.substring(colon + 1));
    return new Wanted.Rest(lastEventId.substring(0, colon), had + 1);
  }

  /// The rest of a reply from an index on.
  ///
  /// @param parameters `reply` and `from`, which is 0 when left out
  static Wanted.Rest rest(Map<String, String> parameters) {
    String reply = parameters.get("reply");
    if (reply == null) {
      throw new BadRequestException("reply is missing; it must name the reply to resume");
    }
    for (String name : parameters.keySet()) {
      if (!OF_A_RESUME.contains(name)) {
        throw new BadRequestException(
            "\"%s\" is no parameter of a resume, which is of the reply as it was asked for; known are %s"
                .formatted(BadRequestException.shown(name), String.join(", ", OF_A_RESUME)));
      }
    }
    String from = parameters.getOrDefault("from", "0");
    return new Wanted.Rest(reply, index("from", from, ReplyRequest.MAX_TOKENS));
  }

  static int index(String name, String value, int most) {
    if (INDEX.matcher(value).matches() && Integer.parseInt(value) <= most) {
      return Integer.parseInt(value);
    }
    throw new BadRequestException(
        "%s must be a whole number from 0 to %d, but is \"%s\""
            .formatted(name, most, BadRequestException.shown(value)));
  }

  /// The code that stands for a status where there is no status.
  static String codeOf(int status) {
    return switch (status) {
      case 404 -> Failure.NOT_FOUND;
      case 409 -> Failure.CONFLICT;
      case 410 -> Failure.EXPIRED;
      case 503 -> Failure.BUSY;
      default -> Failure.BAD_REQUEST;
    };
  }

  /// True for a WebSocket over HTTP/2 (RFC 8441, 4).
  static boolean isTunnelled(Request request) {
    TunnelSupport tunnel = request.getTunnelSupport();
    return tunnel != null && "websocket".equals(tunnel.getProtocol());
  }
}
