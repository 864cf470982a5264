package twinstream.reader;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// What moves the bytes of one stream: a connection of its own, or a share of one. Its event loop
/// only.
interface Carrier {

  /// When the bytes being handled were received, on the [System#nanoTime()] clock.
  long receivedNanos();

  ByteBufAllocator buffers();

  /// Sends at once, and releases the bytes.
  void send(ByteBuf bytes);

  /// All is said: ends the stream as the protocol below wants it.
  void end();

  /// The reader goes away in the middle.
  void leave();

  /// See [OpenStream#cut()].
  void cut();

  /// See [OpenStream#stall()].
  void stall();

  /// See [OpenStream#gather()].
  void gather();
}
