package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/// One stream from its request to its end, whatever carries it and whatever its bytes mean: says
/// when the listener is told what. Its event loop only, but for [OpenStream].
final class Stream implements OpenStream {
  private final EventLoop loop;
  private final ReplyListener listener;
  private @Nullable Carrier carrier;
  private boolean opened;
  private boolean left;
  private boolean over;
  private boolean closed;
  private int status;
  private String reason = "";
  private @Nullable Runnable whenClosed;

  Stream(EventLoop loop, ReplyListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  @Override
  public void close() {
    onLoop(() -> {
      left = true;
      if (carrier != null) {
        carrier.leave();
      }
    });
  }

  @Override
  public void cut() {
    onLoop(() -> {
      left = true;
      if (carrier != null) {
        carrier.cut();
      }
    });
  }

  @Override
  public void stall() {
    onLoop(() -> {
      if (carrier != null) {
        carrier.stall();
      }
    });
  }

  @Override
  public void gather() {
    onLoop(() -> {
      if (carrier != null) {
        carrier.gather();
      }
    });
  }

  void onLoop(Runnable action) {
    if (loop.inEventLoop()) {
      action.run();
    } else {
      loop.execute(action);
    }
  }

  /// Runs an action on the loop when the stream is closed and none of its bytes are being handled.
  void whenClosed(Runnable action) {
    whenClosed = action;
  }

  void carriedBy(Carrier chosen) {
    carrier = chosen;
  }

  void connected() {
    listener.connected(System.nanoTime());
  }

  boolean isOpened() {
    return opened;
  }

  void opened() {
    opened = true;
    listener.opened(nanos());
  }

  /// The answer opens no stream; the content that follows says why.
  void refusedWith(int answered) {
    status = answered;
  }

  /// What the server says in place of a stream.
  void sentence(ByteBuf text) {
    reason += text.toString(UTF_8);
  }

  void started(byte[] bytes, int from, int to) {
    listener.started(bytes, from, to, nanos());
  }

  void token(byte[] bytes, int from, int to, int idIndex) {
    listener.token(bytes, from, to, idIndex, nanos());
  }

  void done() {
    over = true;
    listener.done();
  }

  /// An error that the server tells within the stream.
  void error(byte[] bytes, int from, int to) {
    failed(new String(bytes, from, to - from, UTF_8));
  }

  /// Why the stream will have ended, where nothing did so before.
  void failed(String why) {
    if (reason.isEmpty()) {
      reason = why;
    }
  }

  /// The server has sent all that it sends: a refusal is complete.
  void answered() {
    if (!opened && status != 0 && !over) {
      over = true;
      listener.refused(status, reason.strip());
      reason = "";
    }
  }

  ByteBufAllocator buffers() {
    return carrying().buffers();
  }

  void send(ByteBuf bytes) {
    carrying().send(bytes);
  }

  void end() {
    carrying().end();
  }

  /// There is nothing below it any more. Later calls change nothing.
  ///
  /// @param how it came to that, told where the reply was not over and its reader had not left
  void closed(String how) {
    if (closed) {
      return;
    }
    closed = true;
    if (!over && !left) {
      failed(how);
    }
    listener.closed(reason);
    if (whenClosed != null) {
      loop.execute(whenClosed);
    }
  }

  private long nanos() {
    return carrying().receivedNanos();
  }

  private Carrier carrying() {
    if (carrier == null) {
      throw new IllegalStateException("nothing carries this stream yet");
    }
    return carrier;
  }
}
