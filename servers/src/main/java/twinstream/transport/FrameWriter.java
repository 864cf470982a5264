package twinstream.transport;

import java.nio.ByteBuffer;
import twinstream.delivery.Message;

/// Writes messages as frames of a server's WebSocket (RFC 6455, 5.2): one whole, unmasked frame for
/// each, text for what a reader is told and a ping for a heartbeat.
public final class FrameWriter {
  private static final int FIN = 0x80;
  static final int TEXT = 0x1;
  private static final int PING = 0x9;
  static final int SHORT_HEAD_BYTES = 2;
  private static final int LONGEST_SHORT = 125;
  private static final int MEDIUM_HEAD_BYTES = 4;
  private static final int LONGEST_MEDIUM = 0xFFFF;
  private static final int LONG_HEAD_BYTES = 10;
  // The length is in the 16 or 64 bits that follow.
  private static final byte MEDIUM = 126;
  private static final byte LONG = 127;

  private FrameWriter() {}

  /// An upper bound of the bytes that [#write] puts.
  public static int maxBytes(Message message) {
    return LONG_HEAD_BYTES + MessageText.maxBytes(message);
  }

  /// Puts one message. Allocates nothing for a token.
  ///
  /// @throws java.nio.BufferOverflowException if it does not fit, with part of it written
  public static void write(Message message, ByteBuffer target) {
    int start = target.position();
    // Right for nearly every token; the text is moved where it turns out otherwise.
    target.position(start + SHORT_HEAD_BYTES);
    MessageText.put(message, target);
    head(message instanceof Message.Heartbeat ? PING : TEXT, start, target);
  }

  /// Puts the head of a frame in front of its payload, which goes from [#SHORT_HEAD_BYTES] behind
  /// the start to the buffer's position.
  static void head(int opCode, int start, ByteBuffer target) {
    int length = target.position() - start - SHORT_HEAD_BYTES;
    target.put(start, (byte) (FIN | opCode));
    if (length <= LONGEST_SHORT) {
      target.put(start + 1, (byte) length);
    } else if (length <= LONGEST_MEDIUM) {
      move(length, start, MEDIUM_HEAD_BYTES, target);
      target.put(start + 1, MEDIUM).putShort(start + 2, (short) length);
    } else {
      move(length, start, LONG_HEAD_BYTES, target);
      target.put(start + 1, LONG).putLong(start + 2, length);
    }
  }

  private static void move(int length, int start, int headBytes, ByteBuffer target) {
    target.put(start + headBytes, target, start + SHORT_HEAD_BYTES, length);
    target.position(start + headBytes + length);
  }
}
