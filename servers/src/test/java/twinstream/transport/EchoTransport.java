package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Replies;

/// Answers each message by itself: what the frame cases of others ask of a server. All but what is
/// done with a message is the product's: front door, connector, upgrade, limits, extensions.
///
/// @param product whose WebSockets these are
/// @param open how many there are
record EchoTransport(WebSocketTransport product, AtomicInteger open) implements HttpTransport {

  static EchoTransport like(String name) {
    return new EchoTransport((WebSocketTransport) Transports.named(name), new AtomicInteger());
  }

  @Override
  public EchoTransport compressing(Compression compression) {
    return new EchoTransport(product.compressing(compression), open);
  }

  @Override
  public String name() {
    return product.name();
  }

  @Override
  public HttpVersion version() {
    return product.version();
  }

  @Override
  public boolean asksByMessage() {
    return product.asksByMessage();
  }

  @Override
  public void open(
      Opening opening, Request request, Response response, Callback callback, Replies replies) {
    var echo = new Echo(replies.limits().messageBytes(), open);
    if (!product.upgrades(echo, request, response, callback, replies.limits())) {
      throw new Refusal(400, "no upgrade");
    }
  }

  private static final class Echo implements FrameHandler {
    private final int limitBytes;
    private final AtomicInteger open;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable CoreSession session;
    private byte kind;

    Echo(int limitBytes, AtomicInteger open) {
      this.limitBytes = limitBytes;
      this.open = open;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      session = opened;
      open.incrementAndGet();
      callback.succeeded();
      opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      Callback next = Callback.from(callback, this::demand);
      try {
        switch (frame.getOpCode()) {
          case OpCode.PING -> send(OpCode.PONG, BufferUtil.copy(frame.getPayload()), next);
          case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> append(frame, next);
          case OpCode.CLOSE -> callback.succeeded();
          default -> next.succeeded();
        }
      } catch (CloseException e) {
        callback.failed(e);
      }
    }

    private void append(Frame frame, Callback next) {
      if (frame.getOpCode() != OpCode.CONTINUATION) {
        kind = frame.getOpCode();
      }
      if (message.size() + frame.getPayloadLength() > limitBytes) {
        throw new MessageTooLargeException("more than " + limitBytes + " bytes");
      }
      message.writeBytes(BufferUtil.toArray(frame.getPayload()));
      if (!frame.isFin()) {
        next.succeeded();
        return;
      }
      ByteBuffer whole = ByteBuffer.wrap(message.toByteArray());
      message.reset();
      if (kind == OpCode.TEXT) {
        requireUtf8(whole.duplicate());
      }
      send(kind, whole, next);
    }

    private static void requireUtf8(ByteBuffer bytes) {
      try {
        UTF_8.newDecoder().decode(bytes);
      } catch (CharacterCodingException _) {
        throw new BadPayloadException("invalid UTF-8");
      }
    }

    private void send(byte opcode, ByteBuffer payload, Callback callback) {
      if (session != null) {
        session.sendFrame(new Frame(opcode, payload), callback, false);
      }
    }

    private void demand() {
      if (session != null) {
        session.demand();
      }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      open.decrementAndGet();
      callback.succeeded();
    }
  }
}
