package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.junit.jupiter.api.Test;

/// Who writes when, with a socket that takes each write only when the test lets it.
class FramedEndPointTest {
  private final HeldSocket socket = new HeldSocket();
  private final FramedEndPoint endPoint = new FramedEndPoint(socket);
  private final Session session = new Session();
  private final List<String> outcomes = new ArrayList<>();

  private static final class HeldSocket extends ByteArrayEndPoint {
    private final StringBuilder taken = new StringBuilder();
    private final Queue<Callback> pending = new ArrayDeque<>();

    @Override
    public void write(Callback callback, ByteBuffer... parts) {
      for (ByteBuffer part : parts) {
        taken.append(US_ASCII.decode(part));
      }
      pending.add(callback);
    }
  }

  private static final class Session extends CoreSession.Empty {
    private boolean open = true;

    @Override
    public boolean isOutputOpen() {
      return open;
    }
  }

  private Callback outcomeOf(String name) {
    return Callback.from(
        () -> outcomes.add(name), cause -> outcomes.add(name + " " + cause.getClass().getName()));
  }

  private void send(String frames) {
    endPoint.send(session, outcomeOf(frames), US_ASCII.encode(frames));
  }

  private void jettyWrites(String name, String... parts) {
    ByteBuffer[] bytes = new ByteBuffer[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = US_ASCII.encode(parts[i]);
    }
    endPoint.write(outcomeOf(name), bytes);
  }

  private void socketTakes() {
    socket.pending.remove().succeeded();
  }

  @Test
  void letsJettyWaitForAFrameThatIsBeingWritten() {
    send("token ");
    jettyWrites("close", "head ", "reason ");
    assertThat(socket.taken).hasToString("token ");
    socketTakes();
    assertThat(socket.taken).hasToString("token head reason ");
    assertThat(outcomes).containsExactly("token ");
    socketTakes();
    assertThat(outcomes).containsExactly("token ", "close");
  }

  @Test
  void letsAFrameWaitForWhatJettyWrites() {
    jettyWrites("pong", "pong ");
    send("token ");
    assertThat(socket.taken).hasToString("pong ");
    socketTakes();
    assertThat(socket.taken).hasToString("pong token ");
    socketTakes();
    assertThat(outcomes).containsExactly("pong", "token ");
  }

  @Test
  void sendsNoFrameAfterACloseFrame() {
    session.open = false;
    jettyWrites("close", "close ");
    send("token ");
    assertThat(outcomes).containsExactly("token " + ' ' + ClosedChannelException.class.getName());
    socketTakes();
    assertThat(socket.taken).hasToString("close ");
  }

  // The session closes a moment before its close frame comes.
  @Test
  void mayStillSendAFrameBeforeTheCloseFrame() {
    session.open = false;
    send("token ");
    jettyWrites("close", "close ");
    socketTakes();
    assertThat(socket.taken).hasToString("token close ");
  }

  @Test
  void failsWhatWaitsTooWhenTheSocketIsGone() {
    send("token ");
    jettyWrites("close", "close ");
    socket.pending.remove().failed(new IOException("planted"));
    assertThat(outcomes)
        .containsExactly("token " + ' ' + IOException.class.getName(), "close java.io.IOException");
    assertThat(socket.taken).hasToString("token ");
  }
}
