package twinstream.transport;

import java.util.concurrent.Executor;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Utf8StringBuilder;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;

/// What a reader says on its WebSocket: whole messages put together from frames, control frames
/// answered. Called by one thread at a time, by Jetty's contract.
final class Conversation implements FrameHandler {
  private static final int UNSUPPORTED_DATA = 1003;

  private final Opening opening;
  private final Replies replies;
  private final boolean sharesWrites;
  private final Executor executor;
  private final @Nullable String firstId;
  private @Nullable CoreSession session;
  private @Nullable Turns turns;
  private @Nullable Outbox outbox;
  private @Nullable Utf8StringBuilder message;
  private int messageBytes;
  private boolean abandoned;

  /// @param sharesWrites true over HTTP/2
  /// @param executor of the server
  /// @throws twinstream.delivery.ReplyIdInUseException when the first request names a reply that is
  ///   alive
  Conversation(Opening opening, Replies replies, boolean sharesWrites, Executor executor) {
    this.opening = opening;
    this.replies = replies;
    this.sharesWrites = sharesWrites;
    this.executor = executor;
    firstId =
        opening instanceof Opening.Conversation(var first, _) && first != null
            ? replies.claim(first)
            : null;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    outbox = new WebSocketStream(opened, replies, sharesWrites).outbox();
    turns =
        new Turns(replies, outbox, opening instanceof Opening.Silence, executor, opened::demand);
    callback.succeeded();
    // Before the demand: a message that came with the upgrade must find the first reply begun.
    if (firstId != null
        && opening instanceof Opening.Conversation(var first, var thenClose)
        && first != null) {
      turns.begin(firstId, first, thenClose);
    }
    opened.demand();
  }

  /// Frees the first request's id when the connection never became a WebSocket.
  synchronized void abandon() {
    if (firstId != null && session == null && !abandoned) {
      abandoned = true;
      replies.release(firstId);
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    if (frame.getOpCode() == OpCode.PING && session != null) {
      pong(session, frame, callback);
      return;
    }
    boolean done;
    try {
      done = take(frame);
      callback.succeeded();
    } catch (CloseException e) {
      // Jetty closes with the status that stands for the exception (RFC 6455, 7.4.1).
      callback.failed(e);
      return;
    }
    if (done && session != null && frame.getOpCode() != OpCode.CLOSE) {
      session.demand();
    }
  }

  // The next frame is taken when the answer is with the connection: a reader that sends pings and
  // reads nothing is held back by its own connection, and fills no queue here.
  private static void pong(CoreSession session, Frame ping, Callback callback) {
    session.sendFrame(
        new Frame(OpCode.PONG, BufferUtil.copy(ping.getPayload())),
        Callback.from(
            Invocable.InvocationType.NON_BLOCKING,
            () -> {
              callback.succeeded();
              session.demand();
            }),
        false);
  }

  // False when the next frame must wait until the turns ask for it.
  private boolean take(Frame frame) {
    switch (frame.getOpCode()) {
      // Before Jetty answers it: no token comes between the two.
      case OpCode.CLOSE -> leave();
      case OpCode.TEXT, OpCode.CONTINUATION -> {
        return append(frame);
      }
      case OpCode.BINARY ->
          throw new CloseException(UNSUPPORTED_DATA, "only text messages are understood");
      default -> {}
    }
    return true;
  }

  private boolean append(Frame frame) {
    if (outbox == null || turns == null || outbox.takesNoMore()) {
      return true;
    }
    if (message == null) {
      message = new Utf8StringBuilder();
      messageBytes = 0;
    }
    messageBytes += frame.getPayloadLength();
    if (messageBytes > replies.limits().messageBytes()) {
      message = null;
      turns.tooLarge(replies.limits().messageBytes());
      return true;
    }
    message.append(frame.getPayload());
    if (frame.isFin()) {
      String text = message.takeCompleteString(() -> new BadPayloadException("invalid UTF-8"));
      message = null;
      return turns.onMessage(text);
    }
    return true;
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    leave();
    callback.succeeded();
  }

  private void leave() {
    if (outbox != null && turns != null && turns.owesNothing()) {
      outbox.readerClosed();
    } else if (outbox != null) {
      outbox.readerLeft();
    } else {
      abandon();
    }
  }
}
