package twinstream.trial;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import twinstream.reader.Loops;
import twinstream.reader.Readers;
import twinstream.reader.ReplyListener;
import twinstream.reader.Target;
import twinstream.result.ServerCounters;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;
import twinstream.workload.TokenCorpus;

/// Counts what tokens take on the wire of a live server in this process: a short and a long reply
/// with the same beginning, each by a server of its own. What one took more than the other is its
/// further tokens, and no head, handshake or end.
public final class WireBytes {
  static final String REPLY = "r1";
  private static final int SHORT_TOKENS = 100;
  private static final int SEED = 7;
  // Slow enough for a tick to hold few tokens, and a record of TLS few frames.
  private static final int RATE = 2_000;
  private static final int PATIENCE_SECONDS = 30;
  private static final long STANDSTILL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final boolean tls;
  private final int tokens;

  /// @param tls true for TLS
  /// @param tokens that are counted, 1 to 50,000
  public WireBytes(boolean tls, int tokens) {
    if (tokens < 1 || tokens > 50_000) {
      throw new IllegalArgumentException("tokens must be from 1 to 50000, but are " + tokens);
    }
    this.tls = tls;
    this.tokens = tokens;
  }

  /// What a server wrote for the tokens that are counted.
  record Seen(boolean tls, long bytes, long writes) {}

  /// Every envelope on one transport.
  ///
  /// @throws TrialFailure when a reply does not come to its end
  public List<TokenBytes> of(String transport) {
    return List.of(Envelope.values()).stream().map(envelope -> of(transport, envelope)).toList();
  }

  private TokenBytes of(String transport, Envelope envelope) {
    int all = SHORT_TOKENS + tokens;
    ServerCounters first = counted(transport, envelope, SHORT_TOKENS);
    ServerCounters both = counted(transport, envelope, all);
    var seen = new Seen(tls, both.bytes() - first.bytes(), both.writes() - first.writes());
    var reply = new Reply(SEED, all, TokenCorpus.standard());
    return TokenBytes.of(transport, envelope, reply, SHORT_TOKENS, all, seen);
  }

  private ServerCounters counted(String transport, Envelope envelope, int length) {
    ServerSettings settings = ServerSettings.of(List.of("tls=" + (tls ? "on" : "off")));
    try (var server = new TwinServer(Transports.named(transport), settings, 0, 0).start();
        var loops = new Loops(1)) {
      var over = new CompletableFuture<String>();
      var target =
          new Target(
              new InetSocketAddress("127.0.0.1", server.port()),
              "/stream?tokens=%d&rate=%d&seed=%d&reply=%s&envelope=%s&close=true"
                  .formatted(length, RATE, SEED, REPLY, envelope.wireName()),
              tls,
              1);
      var _ = loops.open(loops.next(), Readers.of(transport), target, new UntilEnd(over));
      String reason = over.get(PATIENCE_SECONDS + length / RATE, TimeUnit.SECONDS);
      if (!reason.isEmpty()) {
        throw new TrialFailure("a reply on %s broke off: %s".formatted(transport, reason));
      }
      return standingStill(new AdminClient(server.adminPort()));
    } catch (TimeoutException _) {
      throw new TrialFailure("a reply on %s did not come to its end".formatted(transport));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new TrialFailure("interrupted while a reply on %s was read".formatted(transport));
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails it", e);
    }
  }

  // What ends the connection comes behind the reply's end.
  private static ServerCounters standingStill(AdminClient admin) {
    ServerCounters before = admin.scrape().counters();
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadlineNanos) {
      Measuring.sleepUntil(System.nanoTime() + STANDSTILL_NANOS);
      ServerCounters now = admin.scrape().counters();
      if (now.bytes() == before.bytes() && now.tokens() == before.tokens()) {
        return now;
      }
      before = now;
    }
    throw new TrialFailure("the server's counters do not come to rest");
  }

  /// Waits for the end and wants nothing else.
  ///
  /// @param over the reason, empty for an ordinary end
  private record UntilEnd(CompletableFuture<String> over) implements ReplyListener {
    @Override
    public void connected(long nanos) {}

    @Override
    public void opened(long nanos) {}

    @Override
    public void refused(int status, String sentence) {
      over.complete("%d %s".formatted(status, sentence));
    }

    @Override
    public void started(byte[] bytes, int from, int to, long nanos) {}

    @Override
    public void token(byte[] bytes, int from, int to, int idIndex, long nanos) {}

    @Override
    public void done() {}

    @Override
    public void closed(String reason) {
      over.complete(reason);
    }
  }
}
