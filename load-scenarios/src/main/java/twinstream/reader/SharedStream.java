package twinstream.reader;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/// Carries a stream over a connection of HTTP/2 that others share. Event loop only.
final class SharedStream implements Carrier {
  // Never a stream's number (RFC 9113, 5.1.1).
  private static final int NOT_ASKED = 0;

  final Stream stream;
  final Dialogue dialogue;
  private final SharedConnection connection;
  private int id = NOT_ASKED;
  private boolean stalled;
  private String ending = "";

  SharedStream(SharedConnection connection, Stream stream, Dialogue dialogue) {
    this.connection = connection;
    this.stream = stream;
    this.dialogue = dialogue;
  }

  void askedAs(int number) {
    id = number;
  }

  void answered(int status, Http2Headers headers) {
    if (stream.isOpened()) {
      return;
    }
    if (status == 200) {
      open(headers.get(dialogue.compressionField()));
    } else {
      stream.refusedWith(status);
    }
  }

  private void open(@Nullable CharSequence compression) {
    try {
      dialogue.opened(compression);
      stream.opened();
    } catch (IllegalStateException e) {
      stream.failed(e.toString());
      connection.reset(id);
    }
  }

  void received(ByteBuf data) {
    if (!stream.isOpened()) {
      stream.sentence(data);
      return;
    }
    try {
      Scratch.feed(data, dialogue);
    } catch (RuntimeException e) {
      // The others on this connection go on.
      stream.failed(e.toString());
      connection.reset(id);
    }
  }

  void serverEnded() {
    endsBy("the server ended the stream before the reply was over");
    stream.answered();
    end();
  }

  /// How the stream came to its end, where that is not the connection's end; the first word counts.
  void endsBy(String how) {
    if (ending.isEmpty()) {
      ending = how;
    }
  }

  String ending() {
    return ending;
  }

  @Override
  public long receivedNanos() {
    return connection.receivedNanos();
  }

  @Override
  public ByteBufAllocator buffers() {
    return connection.context().alloc();
  }

  @Override
  public void send(ByteBuf bytes) {
    connection.send(id, bytes, false);
  }

  @Override
  public void end() {
    connection.end(id);
  }

  @Override
  public void leave() {
    if (id == NOT_ASKED) {
      connection.forget(this);
    } else {
      connection.reset(id);
    }
  }

  @Override
  public void cut() {
    if (id == NOT_ASKED) {
      connection.forget(this);
    } else {
      connection.cut(id);
    }
  }

  @Override
  public void stall() {
    stalled = true;
  }

  boolean isStalled() {
    return stalled;
  }

  @Override
  public void gather() {
    Gathering.on(connection.context().channel());
  }
}
