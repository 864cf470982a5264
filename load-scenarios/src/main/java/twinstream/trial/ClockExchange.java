package twinstream.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import twinstream.result.ClockCheck;

/// Holds the server's clock against this one: of many exchanges the one with the shortest round
/// trip counts (NTP's rule, RFC 5905, 10). On a plain socket, because half of that round trip is
/// the bound of the error.
final class ClockExchange {
  private static final int EXCHANGES = 500;
  private static final long AT_MOST_NANOS = 500_000_000;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final byte[] REQUEST =
      "GET /clock HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(US_ASCII);

  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[1024];

  private ClockExchange(Socket socket) throws IOException {
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /// @param adminPort of the server, on this host
  static ClockCheck with(int adminPort) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), adminPort)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return new ClockExchange(socket).best();
    } catch (IOException e) {
      throw new UncheckedIOException("the server's admin port does not tell its clock", e);
    }
  }

  /// Where no server can be asked: only a token that comes before it is due would tell.
  static ClockCheck withNobody() {
    return new ClockCheck(0, 0, step());
  }

  private ClockCheck best() throws IOException {
    long deadline = System.nanoTime() + AT_MOST_NANOS;
    long shortest = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 0; i < EXCHANGES && System.nanoTime() < deadline; i++) {
      long before = System.nanoTime();
      out.write(REQUEST);
      String answer = answer();
      long trip = System.nanoTime() - before;
      if (trip < shortest) {
        shortest = trip;
        long there = Long.parseLong(answer.substring(answer.indexOf("\r\n\r\n")).strip());
        offset = there - (before + trip / 2);
      }
    }
    return new ClockCheck(offset, shortest / 2, step());
  }

  // The page is one line, and the only line end behind the headers is its last byte.
  private String answer() throws IOException {
    int length = 0;
    while (true) {
      int read = in.read(buffer, length, buffer.length - length);
      if (read <= 0) {
        throw new IOException("the answer broke off");
      }
      length += read;
      String text = new String(buffer, 0, length, US_ASCII);
      if (text.indexOf("\r\n\r\n") > 0 && text.endsWith("\n") && !text.endsWith("\r\n")) {
        return text;
      }
    }
  }

  private static long step() {
    long step = Long.MAX_VALUE;
    for (int i = 0; i < 1_000; i++) {
      long first = System.nanoTime();
      long second = System.nanoTime();
      if (second > first) {
        step = Math.min(step, second - first);
      }
    }
    return step;
  }
}
