package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The one request of a connection of the control, as its bytes come in: four bytes of length, and
/// so many of text. Not safe for several threads.
public final class PrefixedRequest {
  private static final int LENGTH_BYTES = 4;
  private static final int MAX_BYTES = 8 * 1024;

  private ByteBuffer read = ByteBuffer.allocate(LENGTH_BYTES);

  /// Where the next bytes go. Has room until the request is whole, and never for more than that.
  public ByteBuffer target() {
    return read;
  }

  /// Path and query, null while more of it is to come.
  ///
  /// @throws IOException when it announces a length that no request has
  public @Nullable String text() throws IOException {
    if (read.hasRemaining()) {
      return null;
    }
    if (read.capacity() > LENGTH_BYTES) {
      return new String(read.array(), LENGTH_BYTES, read.capacity() - LENGTH_BYTES, UTF_8);
    }
    int length = read.getInt(0);
    if (length < 1 || length > MAX_BYTES) {
      throw new IOException("a request of %d bytes".formatted(length));
    }
    read = ByteBuffer.allocate(LENGTH_BYTES + length).put(read.flip());
    return null;
  }
}
