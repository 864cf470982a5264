package twinstream.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Status line and fields of a response (RFC 9112, 4 and 5).
///
/// @param lines without their ends, the status line first
record Head(List<String> lines) {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  /// Index behind the empty line that ends the head, or -1 when it is not there.
  static int end(byte[] bytes, int from, int to) {
    int at = from;
    int end = lineEnd(bytes, at, to);
    while (end > at + 2) {
      at = end;
      end = lineEnd(bytes, at, to);
    }
    return end;
  }

  /// Index behind the next CRLF, or -1 when there is none.
  static int lineEnd(byte[] bytes, int from, int to) {
    for (int i = from; i < to - 1; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i + 2;
      }
    }
    return -1;
  }

  static Head of(byte[] bytes, int from, int end) {
    String text = new String(bytes, from, end - from, ISO_8859_1);
    return new Head(Arrays.stream(text.split("\r\n")).toList());
  }

  /// What follows this head.
  Units body() {
    int status = status();
    if (status == SWITCHING_PROTOCOLS) {
      return new LengthPrefixed();
    }
    if (status < OK || status == NO_CONTENT || status == NOT_MODIFIED) {
      return new Opaque(0);
    }
    if (field("transfer-encoding").equals("chunked")) {
      return status == OK ? new Chunked() : new Opaque(Long.MAX_VALUE);
    }
    String length = field("content-length");
    return new Opaque(length.isEmpty() ? Long.MAX_VALUE : Long.parseLong(length));
  }

  private int status() {
    return Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
  }

  // In lower case; empty when there is none.
  private String field(String name) {
    return lines.stream()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
