package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static twinstream.transport.TestWebSocket.BINARY;
import static twinstream.transport.TestWebSocket.CLOSE;
import static twinstream.transport.TestWebSocket.FIN;
import static twinstream.transport.TestWebSocket.PONG;
import static twinstream.transport.TestWebSocket.TEXT;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// One case as it is played to a live server, byte for byte.
final class PlayedFrames {
  private static final int RSV1 = 0x40;
  private static final int SHORT_MILLIS = 300;
  private static final byte[] NORMAL = {0x03, (byte) 0xE8};

  private final FrameCase one;
  private final TestWebSocket socket;
  private final List<String> messages = new ArrayList<>();
  private @Nullable String end;

  private PlayedFrames(FrameCase one, TestWebSocket socket) {
    this.one = one;
    this.socket = socket;
  }

  /// Plays a case to its end.
  ///
  /// @param socket just opened
  /// @throws AssertionError when the server neither answers nor ends the connection
  static FrameCase.Seen of(FrameCase one, TestWebSocket socket) throws IOException {
    var played = new PlayedFrames(one, socket);
    try {
      played.send();
      if (one.mayWait()) {
        played.waitForMore();
      }
      played.readToTheEnd();
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "the server neither answers nor ends the connection after " + played.messages, e);
    } catch (EOFException | SocketException _) {
      // The server has ended the connection, or this stream of it.
    }
    return new FrameCase.Seen(played.messages, played.end == null ? FrameCase.CUT : played.end);
  }

  private void send() throws IOException {
    for (byte[] step : one.steps()) {
      if (step.length == 0) {
        read();
        continue;
      }
      try {
        socket.sendRaw(step);
      } catch (SocketException _) {
        // The server had seen enough; what it answered can still be read.
        return;
      }
    }
  }

  // The server may wait for the payload, but no longer than for its first byte.
  private void waitForMore() throws IOException {
    socket.client().patience(SHORT_MILLIS);
    try {
      read();
    } catch (SocketTimeoutException _) {
      messages.add(FrameCase.WAITS);
      socket.sendRaw(new byte[1]);
    } finally {
      socket.client().patience(RawClient.PATIENCE_MILLIS);
    }
  }

  private void readToTheEnd() throws IOException {
    while (end == null && messages.size() < one.answersBeforeClosing()) {
      read();
    }
    if (one.answersBeforeClosing() > 0) {
      socket.send(FIN | CLOSE, NORMAL);
    }
    // Nothing may come behind the close frame, and the server ends the connection.
    while (true) {
      read();
    }
  }

  private void read() throws IOException {
    TestWebSocket.Frame frame = socket.frame();
    String late = end == null ? "" : "late ";
    switch (frame.opcode()) {
      case FIN | CLOSE -> end = late + close(frame.payload());
      case FIN | RSV1 | TEXT -> messages.add(late + inflated(frame.payload()));
      default -> messages.add(late + FrameCase.Seen.message(kind(frame), frame.payload()));
    }
  }

  private static String close(byte[] payload) {
    return payload.length == 0 ? "close" : "close " + ByteBuffer.wrap(payload).getShort();
  }

  private static String kind(TestWebSocket.Frame frame) {
    return switch (frame.opcode()) {
      case FIN | TEXT -> "text";
      case FIN | BINARY -> "binary";
      case FIN | PONG -> "pong";
      default -> "opcode " + Integer.toHexString(frame.opcode());
    };
  }

  private static String inflated(byte[] payload) {
    var inflater = new Inflater(true);
    try {
      String text = DeflatedMessagesTest.inflate(inflater, payload);
      return FrameCase.Seen.message("text", text.getBytes(UTF_8));
    } catch (DataFormatException e) {
      return e.toString();
    } finally {
      inflater.end();
    }
  }
}
