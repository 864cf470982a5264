package twinstream.transport;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Wanted;
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
    String last =
        lastEventIdHeader == null || lastEventIdHeader.isEmpty() ? queried : lastEventIdHeader;
    return new StreamQuery(
        parameters, "true".equals(close), last == null || last.isEmpty() ? null : last);
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
    // Before all else: an EventSource that comes back sends its first query again.
    if (lastEventId != null) {
      return new Opening.Conversation(Requests.rest(lastEventId), thenClose);
    }
    boolean asks = parameters.containsKey("tokens");
    if (!asks && parameters.containsKey("reply") && parameters.containsKey("from")) {
      return new Opening.Conversation(Requests.rest(parameters), thenClose);
    }
    if (!asks && maybeLater && parameters.isEmpty() && !thenClose) {
      return new Opening.Conversation(null, thenClose);
    }
    return new Opening.Conversation(new Wanted.New(ReplyRequest.parse(parameters)), thenClose);
  }

  /// The five-event example, from behind the event that the reader had last.
  Opening example() {
    return new Opening.Example(
        lastEventId != null
            ? Requests.index("Last-Event-ID", lastEventId, FiveEvents.EVENTS - 1) + 1
            : Opening.Example.GREETING);
  }
}
