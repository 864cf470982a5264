package twinstream.transport;

import java.util.function.Supplier;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Message;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;
import twinstream.delivery.Wanted;
import twinstream.workload.BadRequestException;

/// What a reader of the control asks for; the same words as a request line of HTTP has.
///
/// @param path such as `/stream`
/// @param query without `?`, empty for none
record RawTcpRequest(String path, String query) {

  static RawTcpRequest of(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    return mark < 0
        ? new RawTcpRequest(pathAndQuery, "")
        : new RawTcpRequest(pathAndQuery.substring(0, mark), pathAndQuery.substring(mark + 1));
  }

  /// What must be adopted before this is begun; null for nothing.
  ///
  /// @throws BadRequestException when it asks for what nobody can
  Wanted.@Nullable Rest toAdopt(Replies replies) {
    return path.equals("/stream") && opening() instanceof Opening.Conversation(var asked, _)
        ? replies.toAdopt(asked)
        : null;
  }

  private Opening opening() {
    return StreamQuery.of(fields(), null).opening(false);
  }

  /// Begins what is asked for.
  ///
  /// @param stream opens the stream, once nothing speaks against it
  /// @throws Refusal, [BadRequestException] or [twinstream.delivery.ReplyIdInUseException] when
  ///   something does
  void begin(Supplier<Outbox> stream, Replies replies) {
    switch (path) {
      case "/stream" -> {
        if (opening() instanceof Opening.Conversation(var asked, _) && asked != null) {
          String id = replies.claim(asked);
          replies.start(id, asked, stream.get(), true);
        } else {
          throw new Refusal(400, "tokens is missing");
        }
      }
      case "/idle" -> stream.get().offer(Message.Heartbeat.INSTANCE);
      default ->
          throw new Refusal(
              404,
              "there is nothing at \"%s\"; try /stream?tokens=20"
                  .formatted(BadRequestException.shown(path)));
    }
  }

  private Fields fields() {
    Fields fields = new Fields();
    try {
      UrlEncoded.decodeUtf8To(query, fields);
    } catch (IllegalArgumentException | IllegalStateException _) {
      throw new BadRequestException("the query is not valid percent-encoded UTF-8");
    }
    return fields;
  }
}
