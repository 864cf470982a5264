package twinstream.reader;

import java.io.IOException;

/// One request and its answer over a connection of its own, by blocking reads: for looking at the
/// bytes themselves, not for measuring. One thread.
interface RawExchange extends AutoCloseable {
  /// How long a read waits.
  int PATIENCE_MILLIS = 10_000;

  /// Sends bytes of the stream, as they are.
  void send(byte[] bytes) throws IOException;

  /// What comes next of the stream; empty at its end, in good order or not.
  ///
  /// @throws java.net.SocketTimeoutException when nothing comes
  byte[] next() throws IOException;

  @Override
  void close() throws IOException;

  /// Asks for an event stream.
  static RawExchange events(boolean http2, int port, String target) throws IOException {
    return http2 ? RawHttp2.get(port, target) : RawHttp1.get(port, target);
  }

  /// Asks for a WebSocket.
  static RawExchange webSocket(boolean http2, int port, String target) throws IOException {
    return http2 ? RawHttp2.connect(port, target) : RawHttp1.upgrade(port, target);
  }
}
