package twinstream.reader;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.ThreadLocalRandom;

/// Frames as a WebSocket client sends them (RFC 6455, 5.3).
final class MaskedFrame {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PONG = 10;

  /// Payload of a close with code 1000.
  static final byte[] NORMAL = {0x03, (byte) 0xE8};

  private static final int LONGEST_SHORT = 125;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;

  private MaskedFrame() {}

  /// @param to exclusive; at most 65,535 bytes
  static ByteBuf of(ByteBufAllocator buffers, int opcode, byte[] payload, int from, int to) {
    int length = to - from;
    ByteBuf frame = buffers.buffer(length + 8);
    frame.writeByte(FIN | opcode);
    if (length <= LONGEST_SHORT) {
      frame.writeByte(MASKED | length);
    } else {
      frame.writeByte(MASKED | 126).writeShort(length);
    }
    int mask = ThreadLocalRandom.current().nextInt();
    int start = frame.writeInt(mask).writerIndex();
    frame.writeBytes(payload, from, length);
    mask(frame, start, mask);
    return frame;
  }

  // Eight bytes at a time; the rest begins at a whole number of masks.
  private static void mask(ByteBuf frame, int start, int mask) {
    long twice = (long) mask << Integer.SIZE | mask & 0xFFFF_FFFFL;
    int end = frame.writerIndex();
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      frame.setLong(at, frame.getLong(at) ^ twice);
    }
    for (int i = 0; at < end; i++, at++) {
      frame.setByte(at, frame.getByte(at) ^ mask >>> 8 * (3 - i % 4));
    }
  }
}
