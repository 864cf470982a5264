package twinstream.transport;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import twinstream.workload.BadRequestException;
import twinstream.workload.ReplyRequest;

/// What the query and the headers of a request to `/stream` ask for.
///
/// @param parameters each once, decoded; without those below
/// @param thenClose the connection is to be closed after the reply
/// @param lastEventId where a reader that comes back stopped, null for none
record StreamQuery(
    Map<String, String> parameters, boolean thenClose, @Nullable String lastEventId) {

  static StreamQuery of(Request request) {
    return of(fields(request), request.getHeaders().get("Last-Event-ID"));
  }

  /// @param lastEventIdHeader null for none
  static StreamQuery of(Fields fields, @Nullable String lastEventIdHeader) {
    Map<String, String> parameters = new HashMap<>();
    for (Fields.Field field : fields) {
      if (field.hasMultipleValues()) {
        throw new BadRequestException(
            "\"%s\" must be given once, but is given %d times"
                .formatted(BadRequestException.shown(field.getName()), field.getValues().size()));
      }
      parameters.put(field.getName(), field.getValue());
    }
    String close = parameters.remove("close");
    if (close != null && !close.equals("true") && !close.equals("false")) {
      throw new BadRequestException(
          "close must be true or false, but is \"%s\"".formatted(BadRequestException.shown(close)));
    }
    String queried = parameters.remove("last-event-id");
    return new StreamQuery(
        parameters, "true".equals(close), lastEventIdHeader != null ? lastEventIdHeader : queried);
  }

  private static Fields fields(Request request) {
    try {
      return Request.extractQueryParameters(request);
    } catch (IllegalArgumentException | IllegalStateException | BadMessageException _) {
      // Jetty throws the first for a bad escape and the second for bytes that are not UTF-8.
      throw new BadRequestException("the query is not valid percent-encoded UTF-8");
    }
  }

  /// @param maybeLater true when the reader may ask later, by a message
  Opening opening(boolean maybeLater) {
    if (lastEventId != null && !lastEventId.isEmpty()) {
      throw unknown(lastEventId);
    }
    boolean asks = parameters.containsKey("tokens");
    if (!asks && parameters.containsKey("reply") && parameters.containsKey("from")) {
      throw unknown(parameters.getOrDefault("reply", ""));
    }
    if (!asks && maybeLater && parameters.isEmpty() && !thenClose) {
      return new Opening.Conversation(null, thenClose);
    }
    return new Opening.Conversation(Requests.checked(ReplyRequest.parse(parameters)), thenClose);
  }

  // Never generated again: a reader would get other tokens than it was owed, and not know.
  private static Refusal unknown(String reply) {
    return new Refusal(404, Requests.unknownReply(reply));
  }
}
