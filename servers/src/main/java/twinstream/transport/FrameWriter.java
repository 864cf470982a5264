package twinstream.transport;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import twinstream.delivery.Message;

/// Writes messages as frames of a server's WebSocket (RFC 6455, 5.2): one whole, unmasked frame for
/// each, text for what a reader is told and a ping for a heartbeat.
public final class FrameWriter {
  private static final int FIN = 0x80;
  private static final int TEXT = 0x1;
  private static final int PING = 0x9;
  private static final int SHORT_HEAD_BYTES = 2;
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
  /// @throws BufferOverflowException if it does not fit, with part of it written
  public static void write(Message message, ByteBuffer target) {
    if (message instanceof Message.Piece) {
      int start = target.position();
      int room = headBytes(MessageText.maxBytes(message));
      if (target.remaining() < room) {
        throw new BufferOverflowException();
      }
      target.position(start + room);
      MessageText.put(message, target);
      close(start, room, target);
    } else {
      byte[] text = MessageText.of(message);
      head(message instanceof Message.Heartbeat ? PING : TEXT, text.length, target);
      target.put(text);
    }
  }

  /// Bytes of the head of a frame.
  ///
  /// @param payloadBytes how long the frame's payload is
  static int headBytes(int payloadBytes) {
    if (payloadBytes <= LONGEST_SHORT) {
      return SHORT_HEAD_BYTES;
    }
    return payloadBytes <= LONGEST_MEDIUM ? MEDIUM_HEAD_BYTES : LONG_HEAD_BYTES;
  }

  /// Puts the head of a text frame in front of its payload, which goes to the buffer's position.
  ///
  /// @param start where the frame begins
  /// @param room bytes from there to the payload: right for nearly every one; the payload is moved
  ///   where its head takes others
  static void close(int start, int room, ByteBuffer target) {
    int payloadBytes = target.position() - start - room;
    int headBytes = headBytes(payloadBytes);
    if (headBytes != room) {
      target.put(start + headBytes, target, start + room, payloadBytes);
    }
    target.position(start);
    head(TEXT, payloadBytes, target);
    target.position(start + headBytes + payloadBytes);
  }

  private static void head(int opCode, int payloadBytes, ByteBuffer target) {
    target.put((byte) (FIN | opCode));
    if (payloadBytes <= LONGEST_SHORT) {
      target.put((byte) payloadBytes);
    } else if (payloadBytes <= LONGEST_MEDIUM) {
      target.put(MEDIUM).putShort((short) payloadBytes);
    } else {
      target.put(LONG).putLong(payloadBytes);
    }
  }
}
