package twinstream.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.DeliveryCounts;
import twinstream.delivery.Message;
import twinstream.delivery.Pacer;
import twinstream.delivery.Replies;
import twinstream.delivery.ReplyIdInUseException;
import twinstream.transport.PrefixedRequest;
import twinstream.workload.Ascii;
import twinstream.workload.BadRequestException;
import twinstream.workload.Cursor;
import twinstream.workload.EngineStep;
import twinstream.workload.Reply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.TokenCorpus;

/// One connection of the floor. Read by one thread; written by the pacer's.
final class BareStream extends Pacer.Task {
  private static final int LENGTH_BYTES = 4;

  private final SocketChannel channel;
  private final Replies replies;
  private final LongAdder bytesOut;
  // Shared with the other streams of the server; the pacer's thread only.
  private final ByteBuffer out;
  private @Nullable PrefixedRequest request = new PrefixedRequest();
  private @Nullable ReplyRequest asked;
  private @Nullable Reply reply;
  private @Nullable Cursor cursor;
  private String id = "";
  private Ascii idText = Ascii.of("");
  private long originNanos;
  private boolean over;

  BareStream(SocketChannel channel, Replies replies, LongAdder bytesOut, ByteBuffer out) {
    this.channel = channel;
    this.replies = replies;
    this.bytesOut = bytesOut;
    this.out = out;
  }

  /// Takes what the reader sent: its request, or its leaving.
  void read() {
    try {
      ByteBuffer target = request == null ? ByteBuffer.allocate(1) : request.target();
      if (channel.read(target) < 0 || request == null) {
        left();
        return;
      }
      String whole = request.text();
      if (whole != null) {
        begin(whole);
        request = null;
      }
    } catch (IOException _) {
      left();
    }
  }

  private void begin(String pathAndQuery) {
    counts().opened.increment();
    try {
      if (!pathAndQuery.equals("/idle")) {
        asked = request(pathAndQuery);
        id = replies.claim(asked);
        idText = Ascii.of(id);
        reply = asked.replyText(TokenCorpus.standard());
      }
    } catch (BadRequestException | ReplyIdInUseException | IllegalArgumentException e) {
      counts().cancelled.increment();
      close();
      return;
    }
    replies.pace(this);
  }

  private static ReplyRequest request(String pathAndQuery) {
    Map<String, String> parameters = new HashMap<>();
    for (String word : pathAndQuery.substring(pathAndQuery.indexOf('?') + 1).split("&")) {
      int at = word.indexOf('=');
      parameters.put(word.substring(0, Math.max(at, 0)), word.substring(at + 1));
    }
    return ReplyRequest.parse(parameters);
  }

  private DeliveryCounts counts() {
    return replies.counts();
  }

  @Override
  protected synchronized long run(long nowNanos) {
    ReplyRequest wanted = asked;
    if (over) {
      return Pacer.NEVER;
    }
    if (wanted == null || reply == null) {
      send(new byte[0]);
      return nowNanos + replies.limits().heartbeat().toNanos();
    }
    if (cursor == null) {
      originNanos = nowNanos;
      long stepNanos = wanted.pacing() instanceof EngineStep ? originNanos : 0;
      cursor = wanted.schedule(originNanos, stepNanos).cursor(wanted.from());
      send(new Message.Start(id, originNanos, stepNanos, wanted.tokens()).json());
    }
    return tokens(wanted, reply, cursor, nowNanos);
  }

  private long tokens(ReplyRequest wanted, Reply text, Cursor at, long nowNanos) {
    while (at.index() < wanted.tokens() && !over) {
      if (at.dueNanos() > nowNanos) {
        return at.dueNanos();
      }
      out.clear().position(LENGTH_BYTES);
      wanted.envelope().write(idText, at.index(), text.text(at.index()), out);
      counts().tokens.increment();
      // Before it is written: a write that fails ends the stream, and this token was produced.
      at.advance();
      send();
    }
    if (!over) {
      send(Message.Done.text());
      end(counts().completed);
    }
    return Pacer.NEVER;
  }

  private void send(byte[] text) {
    out.clear().position(LENGTH_BYTES);
    out.put(text);
    send();
  }

  private void send() {
    out.flip().putInt(0, out.limit() - LENGTH_BYTES);
    try {
      counts().writes.increment();
      bytesOut.add(channel.write(out));
      if (out.hasRemaining()) {
        end(counts().overflowed);
      }
    } catch (IOException _) {
      end(counts().cancelled);
    }
  }

  private void left() {
    if (asked == null && request != null) {
      close();
    } else {
      end(counts().cancelled);
    }
  }

  // Not while a token is being produced: it would be in no account of who left when.
  private synchronized void end(LongAdder how) {
    if (over) {
      return;
    }
    over = true;
    how.increment();
    if (asked != null) {
      if (cursor != null && cursor.index() < asked.tokens()) {
        replies.departures().add(id, cursor.index(), System.nanoTime());
      }
      replies.release(id);
    }
    close();
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // It is as closed as it gets.
    }
  }
}
