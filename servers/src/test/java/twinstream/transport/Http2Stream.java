package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.jspecify.annotations.Nullable;

/// One stream of an [Http2Client].
final class Http2Stream implements Exchange {
  static final int CANCEL = 8;

  private final Http2Client connection;
  private final int id;
  private final int window;
  private final Deque<byte[]> content = new ArrayDeque<>();
  private RawClient.@Nullable Head head;
  private byte[] current = new byte[0];
  private int position;
  private int unacknowledged;
  private boolean ended;
  private boolean stalled;
  private int reset = -1;

  Http2Stream(Http2Client connection, int id, int window) {
    this.window = window;
    this.connection = connection;
    this.id = id;
  }

  void begins(MetaData.Response response, boolean ends) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : response.getHttpFields()) {
      headers.put(field.getName(), String.valueOf(field.getValue()));
    }
    head = new RawClient.Head(response.getStatus(), headers);
    ended |= ends;
  }

  void add(byte[] bytes, boolean ends) throws IOException {
    if (bytes.length > 0) {
      content.add(bytes);
      unacknowledged += bytes.length;
      // Not for each frame: servers take many small updates for an attack.
      if (!stalled && !ends && reset < 0 && unacknowledged >= window / 2) {
        connection.widen(id, unacknowledged);
        unacknowledged = 0;
      }
    }
    ended |= ends;
  }

  void wasReset(int code) {
    reset = code;
  }

  /// From now on the server is not told that there is room for more.
  void stall() {
    stalled = true;
  }

  /// Leaves with RST_STREAM.
  void cancel() throws IOException {
    connection.send(Http2Client.RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt(CANCEL).array());
  }

  /// Ends this side of the stream.
  void finish() throws IOException {
    connection.send(Http2Client.DATA, Http2Client.END_STREAM, id, new byte[0]);
  }

  /// The code of the server's RST_STREAM, -1 while there is none.
  int resetCode() {
    return reset;
  }

  boolean hasEnded() {
    return ended;
  }

  @Override
  public RawClient.Head head() throws IOException {
    while (head == null) {
      requireNoReset();
      connection.pump();
    }
    return head;
  }

  @Override
  public byte[] chunk() throws IOException {
    while (content.isEmpty()) {
      if (ended) {
        return new byte[0];
      }
      requireNoReset();
      connection.pump();
    }
    return content.remove();
  }

  private void requireNoReset() throws EOFException {
    if (reset >= 0) {
      throw new EOFException("the server reset the stream, code " + reset);
    }
  }

  @Override
  public String text(RawClient.Head ofThis) throws IOException {
    var all = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
      all.write(chunk);
    }
    return all.toString(UTF_8);
  }

  @Override
  public int octet() throws IOException {
    if (position == current.length) {
      current = chunk();
      position = 0;
      if (current.length == 0) {
        throw new EOFException("the server ended the stream");
      }
    }
    return current[position++] & 0xFF;
  }

  @Override
  public byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) octet();
    }
    return bytes;
  }

  // In frames that every receiver takes (RFC 9113, 4.2).
  @Override
  public Http2Stream send(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(16_384, bytes.length - from);
      byte[] part = new byte[length];
      System.arraycopy(bytes, from, part, 0, length);
      connection.send(Http2Client.DATA, 0, id, part);
      from += length;
    }
    return this;
  }

  @Override
  public void awaitEnd() {
    try {
      while (!ended && reset < 0) {
        connection.pump();
        content.clear();
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server has not ended the stream", e);
    } catch (IOException _) {
      // The connection has ended, and the stream with it.
    }
  }
}
