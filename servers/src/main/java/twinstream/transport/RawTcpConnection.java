package twinstream.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Message;
import twinstream.delivery.Message.Failure;
import twinstream.delivery.NotResumableException;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;
import twinstream.delivery.ReplyIdInUseException;
import twinstream.delivery.Wanted;
import twinstream.delivery.Wire;
import twinstream.workload.BadRequestException;

/// One connection of the control: the wire of its outbox. Reads the one request, then watches for
/// the reader's leaving.
final class RawTcpConnection extends AbstractConnection implements Wire, Awaiting {
  private static final int LENGTH_BYTES = 4;
  private static final MessageEncoding TEXTS =
      new MessageEncoding(RawTcpConnection::maxBytes, RawTcpConnection::put);

  private final ByteBufferPool buffers;
  private final Replies replies;
  private final Door door;
  private final Callback fillable =
      Callback.from(
          Invocable.InvocationType.NON_BLOCKING, this::onFillable, this::onFillInterestedFailed);
  // Set by the thread that reads, and looked at by that of the header deadline.
  private volatile @Nullable PrefixedRequest request = new PrefixedRequest();
  private @Nullable Outbox outbox;
  private volatile boolean lastIsWritten;

  RawTcpConnection(Connector connector, EndPoint endPoint, Replies replies, Door door) {
    super(endPoint, connector.getExecutor());
    buffers = connector.getByteBufferPool();
    this.replies = replies;
    this.door = door;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    fillInterested(fillable);
  }

  @Override
  public void onFillable() {
    try {
      while (true) {
        PrefixedRequest awaited = request;
        int filled = fill(awaited == null ? ByteBuffer.allocate(1) : awaited.target());
        if (filled == 0) {
          fillInterested(fillable);
          return;
        }
        if (filled < 0 || awaited == null) {
          // Gone, or it says more than its one request: nothing that this server understands.
          left();
          return;
        }
        String asked = awaited.text();
        if (asked != null) {
          request = null;
          if (!begin(asked)) {
            // Nobody looks at what the reader does until the reply is here.
            return;
          }
        }
      }
    } catch (IOException _) {
      left();
    }
  }

  // Jetty fills a buffer behind its limit.
  private int fill(ByteBuffer target) throws IOException {
    int position = target.position();
    target.limit(position).position(0);
    int filled = getEndPoint().fill(target);
    target.position(target.limit()).limit(target.capacity());
    return filled;
  }

  // False when the reply must be fetched first: what comes then goes on reading, too.
  private boolean begin(String pathAndQuery) {
    return attempt(() -> {
      String closed = door.closedTo(getEndPoint());
      if (closed != null) {
        throw new Refusal(503, closed);
      }
      RawTcpRequest asked = RawTcpRequest.of(pathAndQuery);
      Wanted.Rest elsewhere = asked.toAdopt(replies);
      if (elsewhere == null) {
        asked.begin(this::stream, replies);
        return true;
      }
      replies.adopt(elsewhere, getExecutor(), failure -> adopted(asked, failure));
      return false;
    });
  }

  private void adopted(RawTcpRequest asked, @Nullable RuntimeException failure) {
    attempt(() -> {
      if (failure != null) {
        throw failure;
      }
      asked.begin(this::stream, replies);
      return true;
    });
    onFillable();
  }

  // What is refused is done, too.
  private boolean attempt(BooleanSupplier opening) {
    try {
      return opening.getAsBoolean();
    } catch (Refusal refusal) {
      refuse(Requests.codeOf(refusal.status()), refusal);
    } catch (BadRequestException e) {
      refuse(Failure.BAD_REQUEST, e);
    } catch (NotResumableException e) {
      refuse(e.code(), e);
    } catch (ReplyIdInUseException e) {
      refuse(Failure.CONFLICT, e);
    }
    return true;
  }

  private Outbox stream() {
    var made =
        new Outbox(this, replies, Callback.from(() -> getEndPoint().close(), getEndPoint()::close));
    outbox = made;
    // The outbox is looked after from now on.
    getEndPoint().setIdleTimeout(0);
    replies.keepAlive(made);
    return made;
  }

  private void refuse(String code, RuntimeException e) {
    replies.counts().refused.increment();
    write(
        List.of(new Failure(code, String.valueOf(e.getMessage()))),
        true,
        Callback.from(this::close));
  }

  @Override
  public boolean awaitsLongerThan(Duration deadline) {
    return request != null
        && System.currentTimeMillis() - getEndPoint().getCreatedTimeStamp() > deadline.toMillis();
  }

  private void left() {
    if (outbox == null) {
      close();
    } else if (lastIsWritten) {
      // It may have read the end before this end knows that it is written.
      outbox.readerClosed();
    } else {
      outbox.readerLeft();
    }
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    super.onClose(cause);
    if (outbox != null) {
      outbox.readerLeft();
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        StreamSettings.IDLE,
        Long.toString(getEndPoint().getIdleTimeout()),
        StreamSettings.CODING,
        StreamSettings.NONE);
  }

  @Override
  public void write(List<Message> messages, boolean last, Callback callback) {
    lastIsWritten = last;
    RetainableByteBuffer buffer = TEXTS.encode(messages, 0, buffers);
    ByteBuffer bytes = buffer.getByteBuffer().flip();
    getEndPoint().write(new Releasing(buffer, callback), bytes);
  }

  private static int maxBytes(Message message) {
    return LENGTH_BYTES + MessageText.maxBytes(message);
  }

  private static void put(Message message, ByteBuffer target) {
    int at = target.position();
    target.position(at + LENGTH_BYTES);
    MessageText.put(message, target);
    target.putInt(at, target.position() - at - LENGTH_BYTES);
  }
}
