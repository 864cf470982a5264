package twinstream.transport;

import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// A close frame that ends a WebSocket in order, whatever its status says: what waits goes out
/// before it, and the reader's own is awaited (RFC 6455, 7.1.2). Jetty takes most statuses of RFC
/// 6455 for a failure, drops what waits, and cuts the connection behind the frame.
final class OrderlyClose extends Frame implements CloseStatus.Supplier {
  /// @param code what the reader is told
  OrderlyClose(int code) {
    super(OpCode.CLOSE, CloseStatus.asPayloadBuffer(code, null));
  }

  @Override
  public CloseStatus getCloseStatus() {
    return CloseStatus.NORMAL_STATUS;
  }
}
