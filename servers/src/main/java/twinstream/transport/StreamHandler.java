package twinstream.transport;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import twinstream.delivery.NotResumableException;
import twinstream.delivery.Replies;
import twinstream.delivery.ReplyIdInUseException;
import twinstream.delivery.Wanted;
import twinstream.workload.BadRequestException;

/// The front door that all transports share: which path, who may come in, what is asked for. What
/// passes goes to the transport; nothing that fails here or there reaches another handler.
public final class StreamHandler extends Handler.Abstract.NonBlocking {
  private final HttpTransport mounted;
  private final Replies replies;
  private final Door door;

  /// @param door asked before each request
  public StreamHandler(HttpTransport mounted, Replies replies, Door door) {
    this.mounted = mounted;
    this.replies = replies;
    this.door = door;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    attempt(
        () -> {
          checkDoor(request);
          HttpTransport transport = mounted.at(request);
          checkMethod(request, transport);
          checkContent(request);
          checkOrigin(request);
          Opening opening = opening(request, transport);
          transport.check(opening, request);
          Wanted.Rest elsewhere =
              opening instanceof Opening.Conversation(var first, _) ? replies.toAdopt(first) : null;
          if (elsewhere == null) {
            transport.open(opening, request, response, callback, replies);
          } else {
            adopt(elsewhere, transport, opening, request, response, callback);
          }
        },
        response,
        callback);
    return true;
  }

  // The request stays open meanwhile, and goes on as if it had only just come.
  private void adopt(
      Wanted.Rest elsewhere,
      HttpTransport transport,
      Opening opening,
      Request request,
      Response response,
      Callback callback) {
    replies.adopt(
        elsewhere,
        request.getConnectionMetaData().getConnector().getExecutor(),
        failure -> {
          try {
            attempt(
                () -> {
                  if (failure != null) {
                    throw failure;
                  }
                  transport.open(opening, request, response, callback, replies);
                },
                response,
                callback);
          } catch (RuntimeException e) {
            // Jetty answers what its own threads throw; this one is not within a request.
            Response.writeError(request, response, callback, e);
          }
        });
  }

  private void attempt(Runnable opening, Response response, Callback callback) {
    try {
      opening.run();
    } catch (Refusal refusal) {
      refuse(refusal, response, callback);
    } catch (BadRequestException e) {
      refuse(new Refusal(400, sentence(e)), response, callback);
    } catch (NotResumableException e) {
      refuse(new Refusal(e.status(), sentence(e)), response, callback);
    } catch (ReplyIdInUseException e) {
      refuse(new Refusal(409, sentence(e)), response, callback);
    }
  }

  private void refuse(Refusal refusal, Response response, Callback callback) {
    replies.counts().refused.increment();
    refusal.send(response, callback);
  }

  private static String sentence(Exception e) {
    return String.valueOf(e.getMessage());
  }

  // The connection goes too, or its reader would try again on one that is turned away for good.
  private void checkDoor(Request request) {
    Connection connection = request.getConnectionMetaData().getConnection();
    Http2Connections.began(request, connection);
    String closed = door.closedTo(connection.getEndPoint());
    if (closed != null) {
      Http2Connections.closeAfter(request, connection);
      throw new Refusal(503, closed, HttpFields.CONNECTION_CLOSE);
    }
  }

  // Nobody reads it, so nobody inflates it either.
  private static void checkContent(Request request) {
    boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (chunked || request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > 0) {
      throw new Refusal(
          400, "a request must have no content; ask by the query", HttpFields.CONNECTION_CLOSE);
    }
  }

  private static void checkMethod(Request request, HttpTransport transport) {
    // Over HTTP/2 a WebSocket begins with CONNECT (RFC 8441, 4).
    boolean tunnel = transport.asksByMessage() && Requests.isTunnelled(request);
    if (!tunnel && !HttpMethod.GET.is(request.getMethod())) {
      throw new Refusal(
          405,
          "method must be GET, but is " + request.getMethod(),
          new HttpField(HttpHeader.ALLOW, "GET"));
    }
  }

  // Browsers send Origin; programs send none, and a page can't leave it out (RFC 6455, 10.2).
  private void checkOrigin(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null
        || replies.limits().allowedOrigins().contains(origin)
        || isOwn(origin, request)) {
      return;
    }
    throw new Refusal(
        403,
        "pages of origin "
            + '"'
            + BadRequestException.shown(origin)
            + '"'
            + " may not read here; allow it in the limits");
  }

  private static boolean isOwn(String origin, Request request) {
    // HTTP/2 has a pseudo-header in the place of Host (RFC 9113, 8.3.1).
    String host = request.getHttpURI().getAuthority();
    return host != null
        && origin.equalsIgnoreCase((request.isSecure() ? "https://" : "http://") + host);
  }

  private static Opening opening(Request request, HttpTransport transport) {
    String path = Request.getPathInContext(request);
    return switch (path) {
      case "/stream" -> StreamQuery.of(request).opening(transport.asksByMessage());
      case "/idle" -> new Opening.Silence();
      case "/sse" -> StreamQuery.of(request).example();
      default ->
          throw new Refusal(
              404,
              "there is nothing at \"%s\"; try /stream?tokens=20"
                  .formatted(BadRequestException.shown(path)));
    };
  }
}
