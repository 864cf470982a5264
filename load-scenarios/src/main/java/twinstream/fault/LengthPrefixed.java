package twinstream.fault;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Each data frame of a server is a message (RFC 6455, 5.2), each control frame but the close a
/// signal.
final class LengthPrefixed implements Units {
  private static final int HEAD_BYTES = 2;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int CLOSE = 8;

  @Override
  public @Nullable Unit next(byte[] bytes, int from, int to) {
    if (to - from < HEAD_BYTES) {
      return null;
    }
    int lengthByte = bytes[from + 1] & 0x7F;
    int data = from + HEAD_BYTES + lengthBytes(lengthByte);
    if (to < data) {
      return null;
    }
    long length = length(ByteBuffer.wrap(bytes), from + HEAD_BYTES, lengthByte);
    if (length < 0 || to - data < length) {
      return null;
    }
    return new Unit(kind(bytes[from] & 0x0F), data + (int) length);
  }

  private static Unit.Kind kind(int opcode) {
    if (opcode == CLOSE) {
      return Unit.Kind.OTHER;
    }
    return opcode > CLOSE ? Unit.Kind.SIGNAL : Unit.Kind.MESSAGE;
  }

  private static int lengthBytes(int lengthByte) {
    return switch (lengthByte) {
      case LENGTH_16 -> Short.BYTES;
      case LENGTH_64 -> Long.BYTES;
      default -> 0;
    };
  }

  private static long length(ByteBuffer bytes, int at, int lengthByte) {
    return switch (lengthByte) {
      case LENGTH_16 -> bytes.getShort(at) & 0xFFFF;
      case LENGTH_64 -> bytes.getLong(at);
      default -> lengthByte;
    };
  }

  @Override
  public byte[] separator() {
    return new byte[0];
  }

  @Override
  public boolean isOver() {
    return false;
  }
}
