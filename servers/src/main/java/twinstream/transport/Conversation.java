package twinstream.transport;

import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Utf8StringBuilder;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;

/// What a reader says on its WebSocket: whole messages put together from frames, control frames
/// answered. Called by one thread at a time, by Jetty's contract.
final class Conversation implements FrameHandler {
  private static final int UNSUPPORTED_DATA = 1003;

  private final Opening opening;
  private final Replies replies;
  private final @Nullable String firstId;
  private @Nullable CoreSession session;
  private @Nullable Turns turns;
  private @Nullable Outbox outbox;
  private @Nullable Utf8StringBuilder message;
  private int messageBytes;

  /// @throws twinstream.delivery.ReplyIdInUseException when the first request names a reply that is
  ///   alive
  Conversation(Opening opening, Replies replies) {
    this.opening = opening;
    this.replies = replies;
    firstId =
        opening instanceof Opening.Conversation(var first, _) && first != null
            ? replies.claim(first)
            : null;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    outbox = new WebSocketStream(opened, replies).outbox();
    turns = new Turns(replies, outbox, opening instanceof Opening.Silence);
    callback.succeeded();
    opened.demand();
    if (firstId != null
        && opening instanceof Opening.Conversation(var first, var thenClose)
        && first != null) {
      turns.begin(firstId, first, thenClose);
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    try {
      take(frame);
      callback.succeeded();
    } catch (CloseException e) {
      // Jetty closes with the status that stands for the exception (RFC 6455, 7.4.1).
      callback.failed(e);
      return;
    }
    if (session != null && frame.getOpCode() != OpCode.CLOSE) {
      session.demand();
    }
  }

  private void take(Frame frame) {
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION -> append(frame);
      case OpCode.BINARY ->
          throw new CloseException(UNSUPPORTED_DATA, "only text messages are understood");
      case OpCode.PING -> {
        if (session != null) {
          var pong = new Frame(OpCode.PONG, BufferUtil.copy(frame.getPayload()));
          session.sendFrame(pong, Callback.NOOP, false);
        }
      }
      default -> {}
    }
  }

  private void append(Frame frame) {
    if (message == null) {
      message = new Utf8StringBuilder();
      messageBytes = 0;
    }
    messageBytes += frame.getPayloadLength();
    if (messageBytes > replies.limits().messageBytes()) {
      throw new MessageTooLargeException(
          "message is longer than " + replies.limits().messageBytes() + " bytes");
    }
    message.append(frame.getPayload());
    if (frame.isFin()) {
      String text = message.takeCompleteString(() -> new BadPayloadException("invalid UTF-8"));
      message = null;
      if (turns != null) {
        turns.onMessage(text);
      }
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    if (outbox != null) {
      outbox.readerLeft();
    } else if (firstId != null) {
      replies.release(firstId);
    }
    callback.succeeded();
  }
}
