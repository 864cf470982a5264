package twinstream.transport;

import java.util.List;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import twinstream.delivery.Message;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;

/// Sends what a test gives it, over the product's event streams: outbox, writer and response.
///
/// @param product whose streams these are
/// @param messages what each reader is sent, one list after the other, by the number of tokens that
///   it asks for
record RecitingTransport(SseTransport product, List<List<Message>> messages)
    implements HttpTransport {

  @Override
  public String name() {
    return product.name();
  }

  @Override
  public HttpVersion version() {
    return product.version();
  }

  @Override
  public boolean asksByMessage() {
    return product.asksByMessage();
  }

  @Override
  public void open(
      Opening opening, Request request, Response response, Callback callback, Replies replies) {
    int wanted = Integer.parseInt(Request.extractQueryParameters(request).getValue("tokens"));
    Outbox outbox = product.stream(request, response, callback, replies);
    messages.get(wanted - 1).forEach(outbox::offer);
    outbox.end(Message.Done.INSTANCE);
  }
}
