package twinstream.reader;

import org.jspecify.annotations.Nullable;

/// Reads unmasked WebSocket frames (RFC 6455, 5.2) from reads that may end anywhere, and puts
/// fragmented messages together, inflated where that was agreed on. No object per frame.
///
/// Not for several threads at once.
public final class FrameParser {

  /// Is told each message and control frame; byte ranges are valid during the call only.
  public interface Frames {
    void text(byte[] bytes, int from, int to);

    void binary(byte[] bytes, int from, int to);

    void ping(byte[] bytes, int from, int to);

    void pong(byte[] bytes, int from, int to);

    /// @param code 1005 for a close without a code (RFC 6455, 7.1.5)
    void close(int code, byte[] reason, int from, int to);
  }

  /// The peer broke the protocol.
  public static final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProtocolException(String sentence) {
      super(sentence);
    }
  }

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int RSV1 = 0x40;
  private static final int NONE = -1;
  private static final int NO_CODE = 1005;
  private static final int MAX_CONTROL_BYTES = 125;

  private final Frames frames;
  private final int maxMessageBytes;
  private final Carry partial = new Carry();
  private final Carry message = new Carry();
  private int fragmented = NONE;
  private @Nullable Inflating inflating;
  private boolean deflated;
  private boolean closed;

  /// @param maxMessageBytes longer messages break the protocol
  public FrameParser(Frames frames, int maxMessageBytes) {
    this.frames = frames;
    this.maxMessageBytes = maxMessageBytes;
  }

  /// Takes messages that are marked as compressed from now on.
  void inflateWith(Inflating agreed) {
    inflating = agreed;
  }

  /// Takes the bytes of one read. What follows a close frame is ignored (RFC 6455, 5.5.1).
  ///
  /// @throws ProtocolException naming what the peer did wrong
  public void feed(byte[] bytes, int from, int to) {
    if (partial.length() == 0) {
      int used = frames(bytes, from, to);
      partial.append(bytes, used, to);
      return;
    }
    partial.append(bytes, from, to);
    byte[] all = partial.bytes();
    int length = partial.length();
    int used = frames(all, 0, length);
    partial.clear();
    // Overlapping ranges of one array are moved as if through a copy.
    partial.append(all, used, length);
  }

  private int frames(byte[] bytes, int from, int to) {
    int at = from;
    while (!closed) {
      int end = frame(bytes, at, to);
      if (end < 0) {
        return at;
      }
      at = end;
    }
    return to;
  }

  // The end of the frame that starts here, or -1 when it is not all there.
  private int frame(byte[] bytes, int at, int to) {
    if (to - at < 2) {
      return -1;
    }
    int head = bytes[at] & 0xFF;
    int lengthByte = bytes[at + 1] & 0xFF;
    if ((head & (inflating == null ? 0x70 : 0x30)) != 0) {
      throw new ProtocolException("a reserved bit is set, but no extension was agreed on");
    }
    if ((lengthByte & 0x80) != 0) {
      throw new ProtocolException("a server must not mask its frames");
    }
    int headBytes = lengthByte < 126 ? 2 : lengthByte == 126 ? 4 : 10;
    if (to - at < headBytes) {
      return -1;
    }
    long length = length(bytes, at, lengthByte);
    if (length < 0 || length > maxMessageBytes) {
      throw new ProtocolException("a frame of %d bytes is too long".formatted(length));
    }
    int payload = at + headBytes;
    if (to - payload < length) {
      return -1;
    }
    int end = payload + (int) length;
    mark(head & 0x0F, (head & RSV1) != 0);
    opcode(head & 0x0F, (head & 0x80) != 0, bytes, payload, end);
    return end;
  }

  // The first frame tells whether its message is compressed (RFC 7692, 6).
  private void mark(int opcode, boolean rsv1) {
    if (opcode == TEXT || opcode == BINARY) {
      deflated = rsv1;
    } else if (rsv1) {
      throw new ProtocolException("a frame that begins no message is marked as compressed");
    }
  }

  private static long length(byte[] bytes, int at, int lengthByte) {
    if (lengthByte < 126) {
      return lengthByte;
    }
    int bytesOfLength = lengthByte == 126 ? 2 : 8;
    long length = 0;
    for (int i = 0; i < bytesOfLength; i++) {
      length = length << 8 | bytes[at + 2 + i] & 0xFF;
    }
    return length;
  }

  private void opcode(int opcode, boolean fin, byte[] bytes, int from, int to) {
    switch (opcode) {
      case TEXT, BINARY -> {
        if (fragmented != NONE) {
          throw new ProtocolException("a message began inside another one");
        }
        if (fin) {
          deliver(opcode, bytes, from, to);
        } else {
          fragmented = opcode;
          message.append(bytes, from, to);
        }
      }
      case CONTINUATION -> continuation(fin, bytes, from, to);
      case CLOSE, PING, PONG -> {
        if (!fin || to - from > MAX_CONTROL_BYTES) {
          throw new ProtocolException("a control frame is fragmented or too long");
        }
        control(opcode, bytes, from, to);
      }
      default -> throw new ProtocolException("opcode %d is not defined".formatted(opcode));
    }
  }

  private void continuation(boolean fin, byte[] bytes, int from, int to) {
    if (fragmented == NONE) {
      throw new ProtocolException("a message goes on that never began");
    }
    message.append(bytes, from, to);
    if (message.length() > maxMessageBytes) {
      throw new ProtocolException(
          "a message of over %d bytes is too long".formatted(maxMessageBytes));
    }
    if (fin) {
      int opcode = fragmented;
      fragmented = NONE;
      deliver(opcode, message.bytes(), 0, message.length());
      message.clear();
    }
  }

  private void deliver(int opcode, byte[] bytes, int from, int to) {
    if (deflated && inflating != null) {
      Carry inflated = inflating.message(bytes, from, to, maxMessageBytes);
      hand(opcode, inflated.bytes(), 0, inflated.length());
    } else {
      hand(opcode, bytes, from, to);
    }
  }

  private void hand(int opcode, byte[] bytes, int from, int to) {
    if (opcode == TEXT) {
      frames.text(bytes, from, to);
    } else {
      frames.binary(bytes, from, to);
    }
  }

  private void control(int opcode, byte[] bytes, int from, int to) {
    switch (opcode) {
      case PING -> frames.ping(bytes, from, to);
      case PONG -> frames.pong(bytes, from, to);
      default -> {
        if (to - from == 1) {
          throw new ProtocolException("a close of one byte has half a code");
        }
        int code = to == from ? NO_CODE : (bytes[from] & 0xFF) << 8 | bytes[from + 1] & 0xFF;
        closed = true;
        frames.close(code, bytes, Math.min(from + 2, to), to);
      }
    }
  }
}
