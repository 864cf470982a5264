package twinstream.probe;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A WebSocket's messages, timed one by one.
final class Messages implements WebSocket.Listener {
  private static final String END = "[DONE]";

  // RFC 6455, 7.4.1: what is not an error.
  private static final int NORMAL = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int NO_STATUS = 1005;

  private final Listening listening;
  private final @Nullable String first;

  /// @param first message to send when it is open
  Messages(Listening listening, @Nullable String first) {
    this.listening = listening;
    this.first = first;
  }

  @Override
  public void onOpen(WebSocket socket) {
    listening.opened();
    if (first != null) {
      var _ = socket.sendText(first, true);
    }
    socket.request(Long.MAX_VALUE);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    listening.arrived(System.nanoTime(), last ? 1 : 0, 0);
    if (last && data.length() == END.length() && END.contentEquals(data)) {
      // The socket may stay open for another question, which nobody asks.
      listening.ended();
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    listening.arrived(System.nanoTime(), last ? 1 : 0, 0);
    return null;
  }

  // The client has answered it already.
  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    listening.arrived(System.nanoTime(), 0, 1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String why) {
    if (code == NORMAL || code == GOING_AWAY || code == NO_STATUS) {
      listening.ended();
    } else {
      listening.broken("closed with code %d %s".formatted(code, why).strip());
    }
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    listening.broken(failure.getMessage() == null ? "the connection broke" : failure.getMessage());
  }
}
