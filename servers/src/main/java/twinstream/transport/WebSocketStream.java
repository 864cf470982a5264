package twinstream.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Message;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;
import twinstream.delivery.Wire;

/// One open WebSocket: the wire of its outbox, and told when that is over.
final class WebSocketStream implements Wire, Callback {
  private static final MessageEncoding FRAMES =
      new MessageEncoding(FrameWriter::maxBytes, FrameWriter::write);
  private static final MessageEncoding TEXTS =
      new MessageEncoding(MessageText::maxBytes, MessageText::put);
  // What the reader has sent meanwhile is taken and dropped. Jetty ends the connection with the
  // close frame, and bytes that nobody took would reset it, and the sentence with it.
  private static final Duration LINGER = Duration.ofMillis(100);
  // For the close frame of a reader who has been sent away; whoever has none is not waited for.
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private final CoreSession session;
  private final Replies replies;
  private final Outbox outbox;
  private final boolean sharesWrites;
  // Null where an extension has to see each frame.
  private final @Nullable FramedEndPoint frames;

  /// @param sharesWrites true over HTTP/2
  WebSocketStream(CoreSession session, Replies replies, boolean sharesWrites) {
    this.session = session;
    this.sharesWrites = sharesWrites;
    this.replies = replies;
    frames = endPoint() instanceof FramedEndPoint framed ? framed : null;
    outbox = new Outbox(this, replies, this);
    replies.keepAlive(outbox);
  }

  /// The last message is with the connection. A closing one ends by itself: after the reader's
  /// close frame, or by its idle time-out, which it had no use for as long as the outbox was looked
  /// after.
  @Override
  public void succeeded() {
    session.setIdleTimeout(replies.limits().idleTimeout());
  }

  // A connection that is closing, whoever began, still owes its reader the close frame (RFC 6455,
  // 5.5.1).
  @Override
  public void failed(Throwable cause) {
    if (session.isInputOpen() && session.isOutputOpen()) {
      resetStream();
      session.abort();
    } else {
      session.setIdleTimeout(replies.limits().idleTimeout());
    }
  }

  // Jetty would end the stream of HTTP/2 behind the write in flight, which a reader that takes
  // nothing never lets through.
  private void resetStream() {
    EndPoint endPoint = endPoint();
    if (endPoint != null && endPoint.getTransport() instanceof Stream stream) {
      stream.reset(
          new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
    }
  }

  private @Nullable EndPoint endPoint() {
    return session instanceof WebSocketCoreSession core ? core.getConnection().getEndPoint() : null;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  Outbox outbox() {
    return outbox;
  }

  @Override
  public boolean sharesWrites() {
    return sharesWrites;
  }

  @Override
  public Map<String, String> settings() {
    List<String> extensions =
        session.getNegotiatedExtensions().stream().map(ExtensionConfig::getName).toList();
    Set<String> accepted =
        session.getWebSocketComponents().getExtensionRegistry().getAvailableExtensionNames();
    return Map.of(
        StreamSettings.IDLE,
        Long.toString(session.getIdleTimeout().toMillis()),
        StreamSettings.CODING,
        StreamSettings.coding(extensions),
        StreamSettings.ACCEPTED,
        StreamSettings.coding(accepted),
        "ws.fragments",
        Boolean.toString(session.isAutoFragment()),
        "ws.frame.bytes",
        Long.toString(session.getMaxFrameSize()),
        "ws.input.buffer.bytes",
        Integer.toString(session.getInputBufferSize()),
        "ws.output.buffer.bytes",
        Integer.toString(session.getOutputBufferSize()),
        "ws.queue.frames",
        Integer.toString(session.getMaxOutgoingFrames()));
  }

  @Override
  public void write(List<Message> messages, boolean last, Callback callback) {
    if (frames != null && !last) {
      writeFrames(frames, messages, callback);
    } else {
      sendFrames(messages, last, callback);
    }
  }

  private void writeFrames(FramedEndPoint target, List<Message> messages, Callback callback) {
    RetainableByteBuffer buffer = FRAMES.encode(messages, 0, session.getByteBufferPool());
    ByteBuffer bytes = buffer.getByteBuffer().flip();
    target.send(session, new Releasing(buffer, callback), bytes);
  }

  private void sendFrames(List<Message> messages, boolean last, Callback callback) {
    // Jetty copies the frames of one write together, head and payload, and flushes them once. As
    // parts they would cost a gathering write, and over HTTP/2 a direct buffer for each token.
    for (Message message : messages) {
      send(message, callback);
    }
    if (messages.getLast() instanceof Message.Failure) {
      return;
    }
    if (last) {
      session.close(CloseStatus.NORMAL, null, callback);
    } else {
      session.flush(callback);
    }
  }

  private void fail(Message.Failure failure, Callback callback) {
    switch (failure.code()) {
      case Message.Failure.GOING_AWAY -> sendAway(failure, CloseStatus.SHUTDOWN, callback);
      case Message.Failure.BUSY -> sendAway(failure, CloseStatus.TRY_AGAIN_LATER, callback);
      case Message.Failure.TOO_LARGE -> reject(failure, CloseStatus.MESSAGE_TOO_LARGE, callback);
      default -> reject(failure, CloseStatus.POLICY_VIOLATION, callback);
    }
  }

  // At once, as an event stream ends: who comes back when it has ended would be late otherwise.
  private void sendAway(Message.Failure failure, int code, Callback callback) {
    text(MessageText.of(failure), Callback.NOOP, true);
    session.sendFrame(
        new OrderlyClose(code),
        Callback.from(
            Invocable.InvocationType.NON_BLOCKING,
            () -> {
              replies.later(ANSWER, session::abort);
              callback.succeeded();
            },
            callback::failed),
        false);
  }

  // The sentence goes out before the close frame: Jetty drops what waits in front of an abnormal
  // one.
  private void reject(Message.Failure failure, int code, Callback callback) {
    Runnable close = () -> session.close(code, null, callback);
    text(
        MessageText.of(failure),
        Callback.from(
            Invocable.InvocationType.NON_BLOCKING,
            () -> replies.later(LINGER, close),
            callback::failed),
        false);
  }

  // A failure completes the callback of its write; whatever else is flushed afterwards.
  private void send(Message message, Callback callback) {
    switch (message) {
      case Message.Piece _ -> {
        RetainableByteBuffer buffer =
            TEXTS.encode(List.of(message), 0, session.getByteBufferPool());
        ByteBuffer bytes = buffer.getByteBuffer().flip();
        session.sendFrame(
            new Frame(OpCode.TEXT, bytes), new Releasing(buffer, Callback.NOOP), true);
      }
      case Message.Failure failure -> fail(failure, callback);
      case Message.Heartbeat _ -> session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, true);
      default -> text(MessageText.of(message), Callback.NOOP, true);
    }
  }

  private void text(byte[] utf8, Callback callback, boolean batch) {
    session.sendFrame(new Frame(OpCode.TEXT, ByteBuffer.wrap(utf8)), callback, batch);
  }
}
