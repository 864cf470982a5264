package twinstream.transport;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;

/// The end point beneath one WebSocket, to which whole frames are written by two: its outbox, past
/// Jetty's session and flushers, which took a quarter of the server's time for a token, and Jetty
/// itself, which sends what closes the WebSocket or answers its reader. One write at a time; each
/// of the two has one in flight, so at most one waits for the other.
final class FramedEndPoint extends EndPointAbove {
  private record Waiting(Callback callback, ByteBuffer[] parts) {}

  // Guarded by this object's monitor, which is never held while writing or calling out.
  private boolean writing;
  private boolean jettyWrote;
  private @Nullable Waiting next;

  FramedEndPoint(EndPoint beneath) {
    super(beneath);
  }

  /// The same request, to be upgraded on an end point of this kind.
  ///
  /// @param tunnelled true in a stream of HTTP/2
  static Request beneath(Request request, boolean tunnelled) {
    return tunnelled ? new Tunnelled(request) : new Upgraded(request);
  }

  /// Writes frames, unless Jetty has sent a close frame, after which none may follow.
  ///
  /// @param session of the WebSocket above
  void send(CoreSession session, Callback callback, ByteBuffer frames) {
    boolean closed;
    boolean waits = false;
    synchronized (this) {
      // The session is closed before its close frame comes here.
      closed = jettyWrote && !session.isOutputOpen();
      if (!closed) {
        waits = waits(callback, frames);
      }
    }
    if (closed) {
      callback.failed(new ClosedChannelException());
    } else if (!waits) {
      super.write(new Written(callback), frames);
    }
  }

  @Override
  public void write(Callback callback, ByteBuffer... parts) {
    boolean waits;
    synchronized (this) {
      jettyWrote = true;
      waits = waits(callback, parts);
    }
    if (!waits) {
      super.write(new Written(callback), parts);
    }
  }

  private boolean waits(Callback callback, ByteBuffer... parts) {
    if (writing) {
      next = new Waiting(callback, parts);
      return true;
    }
    writing = true;
    return false;
  }

  private synchronized @Nullable Waiting following(boolean ended) {
    Waiting following = next;
    next = null;
    writing = following != null && !ended;
    return following;
  }

  private void proceed(Waiting waiting) {
    super.write(new Written(waiting.callback()), waiting.parts());
  }

  private final class Written extends Callback.Nested {
    Written(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      Waiting following = following(false);
      if (following != null) {
        proceed(following);
      }
      super.succeeded();
    }

    @Override
    public void failed(Throwable cause) {
      Waiting following = following(true);
      super.failed(cause);
      if (following != null) {
        following.callback().failed(cause);
      }
    }
  }

  private static final class Tunnelled extends Request.Wrapper implements TunnelSupport {
    private final TunnelSupport tunnel;
    private final EndPoint endPoint;

    Tunnelled(Request request) {
      super(request);
      tunnel = request.getTunnelSupport();
      endPoint = new FramedEndPoint(tunnel.getEndPoint());
    }

    @Override
    public TunnelSupport getTunnelSupport() {
      return this;
    }

    @Override
    public String getProtocol() {
      return tunnel.getProtocol();
    }

    @Override
    public EndPoint getEndPoint() {
      return endPoint;
    }
  }

  private static final class Upgraded extends Request.Wrapper {
    private final ConnectionMetaData connection;

    Upgraded(Request request) {
      super(request);
      connection = new OnEndPoint(request.getConnectionMetaData());
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
      return connection;
    }
  }

  // What the upgrade asks of the connection is its end point alone.
  private static final class OnEndPoint extends ConnectionMetaData.Wrapper {
    private final Connection connection;

    OnEndPoint(ConnectionMetaData wrapped) {
      super(wrapped);
      var endPoint = new FramedEndPoint(wrapped.getConnection().getEndPoint());
      connection =
          new AbstractConnection(endPoint, wrapped.getConnector().getExecutor()) {
            @Override
            public void onFillable() {}
          };
    }

    @Override
    public Connection getConnection() {
      return connection;
    }
  }
}
