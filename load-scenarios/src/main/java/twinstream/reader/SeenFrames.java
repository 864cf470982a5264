package twinstream.reader;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Writes down what a parser of frames tells, for cases that others wrote.
class SeenFrames implements FrameParser.Frames {
  /// What a close without a code is told as.
  static final int NO_CODE = 1005;

  final List<String> seen = new ArrayList<>();

  static String message(String kind, byte[] payload) {
    return message(kind, payload, 0, payload.length);
  }

  static String message(String kind, byte[] bytes, int from, int to) {
    return kind + " " + HexFormat.of().formatHex(bytes, from, to);
  }

  static String close(int code) {
    return "close " + code;
  }

  @Override
  public void text(byte[] bytes, int from, int to) {
    seen.add(message("text", bytes, from, to));
  }

  @Override
  public void binary(byte[] bytes, int from, int to) {
    seen.add(message("binary", bytes, from, to));
  }

  // An endpoint answers a ping by a pong of the same payload, and a pong by nothing.
  @Override
  public void ping(byte[] bytes, int from, int to) {
    seen.add(message("pong", bytes, from, to));
  }

  @Override
  public void pong(byte[] bytes, int from, int to) {}

  @Override
  public void close(int code, byte[] reason, int from, int to) {
    seen.add(close(code));
  }
}
