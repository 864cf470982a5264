package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// The frame of HTTP/1.1 around content whose length nobody knows beforehand (RFC 9112, 7.1). As
/// Jetty writes it, the line end that closes a chunk comes with the next one; so the two may take
/// turns on one response once it has begun.
final class Chunk {
  private static final int LINE_END_BYTES = 2;
  private static final int LONGEST_HEX = 8;

  /// Most bytes before the content.
  static final int MOST_HEAD_BYTES = LINE_END_BYTES + LONGEST_HEX + LINE_END_BYTES;

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private Chunk() {}

  /// Puts the head right before the content, which goes from there to the buffer's position, and
  /// makes the buffer ready to be read.
  ///
  /// @param content where it begins, [#MOST_HEAD_BYTES] or more
  static void close(ByteBuffer target, int content) {
    int length = target.position() - content;
    int at = content;
    target.put(--at, (byte) '\n').put(--at, (byte) '\r');
    do {
      target.put(--at, HEX[length & 0xF]);
      length >>>= 4;
    } while (length > 0);
    target.put(--at, (byte) '\n').put(--at, (byte) '\r');
    target.flip().position(at);
  }
}
