package twinstream.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks a twin for one reply over a plain socket and reads its bytes as they are.
final class RawStream implements AutoCloseable {
  private static final String CHUNKED_TRANSPORT = "sse-h1";
  private static final String UPGRADE =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

  private final Socket socket;
  private final DataInputStream in;
  private final boolean chunked;

  RawStream(String transport, int port, String query) throws IOException {
    chunked = transport.equals(CHUNKED_TRANSPORT);
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    String head = "GET /stream?%s HTTP/1.1\r\nHost: localhost\r\n".formatted(query);
    socket.getOutputStream().write((head + (chunked ? "" : UPGRADE) + "\r\n").getBytes(ISO_8859_1));
    while (!line().isEmpty()) {
      // The head is of no interest.
    }
  }

  /// The data of all chunks or frames up to the reply's end, or up to the connection's.
  List<String> messages() throws IOException {
    List<String> messages = new ArrayList<>();
    for (String next = message(); next != null; next = message()) {
      messages.add(next);
    }
    return messages;
  }

  /// True when the connection ends here with FIN.
  boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  private @Nullable String message() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return null;
    }
    in.reset();
    return chunked ? chunk() : frame();
  }

  private @Nullable String chunk() throws IOException {
    byte[] data = in.readNBytes(Integer.parseInt(line(), 16));
    return data.length == 0 && line().isEmpty() ? null : text(data) + endOfChunk();
  }

  // Waits for the line end; Jetty sends it with the next chunk.
  private String endOfChunk() throws IOException {
    String line = line();
    return line.isEmpty() ? "" : "<no line end, but " + line + ">";
  }

  private @Nullable String frame() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    byte[] data = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
    return first == 0x81 ? text(data) : null;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the stream ended within a line: " + line);
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  private static String text(byte[] data) {
    return new String(data, UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
