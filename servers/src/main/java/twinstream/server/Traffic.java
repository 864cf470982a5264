package twinstream.server;

/// What crosses a server's public port.
@FunctionalInterface
interface Traffic {
  /// Bytes written so far, those of open connections included.
  long bytesOut();
}
