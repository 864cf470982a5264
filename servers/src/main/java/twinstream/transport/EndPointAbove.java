package twinstream.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// An end point that passes everything on to the one beneath it. Those who extend it change how
/// bytes are written.
abstract class EndPointAbove implements EndPoint, EndPoint.Wrapper {
  private final EndPoint beneath;

  EndPointAbove(EndPoint beneath) {
    this.beneath = beneath;
  }

  @Override
  public void write(Callback callback, ByteBuffer... parts) {
    beneath.write(callback, parts);
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    return beneath.cancelWrite(cause);
  }

  @Override
  public void shutdownOutput() {
    beneath.shutdownOutput();
  }

  @Override
  public void close(@Nullable Throwable cause) {
    beneath.close(cause);
  }

  @Override
  public final EndPoint unwrap() {
    return beneath;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return beneath.getLocalSocketAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return beneath.getRemoteSocketAddress();
  }

  @Override
  public boolean isOpen() {
    return beneath.isOpen();
  }

  @Override
  public long getCreatedTimeStamp() {
    return beneath.getCreatedTimeStamp();
  }

  @Override
  public boolean isOutputShutdown() {
    return beneath.isOutputShutdown();
  }

  @Override
  public boolean isInputShutdown() {
    return beneath.isInputShutdown();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return beneath.fill(buffer);
  }

  @Override
  public boolean flush(ByteBuffer... parts) throws IOException {
    return beneath.flush(parts);
  }

  @Override
  public Object getTransport() {
    return beneath.getTransport();
  }

  @Override
  public long getIdleTimeout() {
    return beneath.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long millis) {
    beneath.setIdleTimeout(millis);
  }

  @Override
  public void fillInterested(Callback callback) {
    beneath.fillInterested(callback);
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return beneath.tryFillInterested(callback);
  }

  @Override
  public boolean isFillInterested() {
    return beneath.isFillInterested();
  }

  @Override
  public Connection getConnection() {
    return beneath.getConnection();
  }

  @Override
  public void setConnection(Connection connection) {
    beneath.setConnection(connection);
  }

  @Override
  public void onOpen() {
    beneath.onOpen();
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    beneath.onClose(cause);
  }

  @Override
  public void upgrade(Connection next) {
    beneath.upgrade(next);
  }

  @Override
  public @Nullable SslSessionData getSslSessionData() {
    return beneath.getSslSessionData();
  }
}
