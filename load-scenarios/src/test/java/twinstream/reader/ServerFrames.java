package twinstream.reader;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Frames as servers send them (RFC 6455, 5.2), made by other code than the parser's. And what a
/// parser made of frames, as text with the payload in hexadecimal digits: `text 4f4b`, `ping`,
/// `close 1000`.
final class ServerFrames implements FrameParser.Frames {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int FIN = 0x80;

  final List<String> seen = new ArrayList<>();

  static byte[] frame(int firstByte, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
    frame.put((byte) firstByte);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload);
    return java.util.Arrays.copyOf(frame.array(), frame.position());
  }

  private void add(String what, byte[] bytes, int from, int to) {
    String payload = java.util.HexFormat.of().formatHex(bytes, from, to);
    seen.add((what + " " + payload).strip());
  }

  @Override
  public void text(byte[] bytes, int from, int to) {
    add("text", bytes, from, to);
  }

  @Override
  public void binary(byte[] bytes, int from, int to) {
    add("binary", bytes, from, to);
  }

  @Override
  public void ping(byte[] bytes, int from, int to) {
    add("ping", bytes, from, to);
  }

  @Override
  public void pong(byte[] bytes, int from, int to) {
    add("pong", bytes, from, to);
  }

  @Override
  public void close(int code, byte[] reason, int from, int to) {
    add("close " + code, reason, from, to);
  }
}
