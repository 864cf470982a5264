package twinstream.delivery;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import twinstream.workload.BadRequestException;
import twinstream.workload.Reply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Token;
import twinstream.workload.TokenCorpus;

/// Which replies are alive, one stream for each, and which can be gone on with. Any thread.
final class Claims {
  private static final int DRAWN_BYTES = 3;

  private final ReplayLog log;
  private final TokenCorpus corpus;
  private final DeliveryCounts counts;
  private final AtomicLong lastNumber = new AtomicLong();
  // Another for each process: an id of one that is gone, or of another node, names nothing here.
  private final String prefix = "r" + randomDigits() + "-";
  private final ConcurrentMap<String, Claim> alive = new ConcurrentHashMap<>();

  /// The rest of a reply, ready to be sent.
  record Rest(
      ReplayLog.Head head, int from, IntFunction<Token> text, Message.Start.Resumed resumed) {}

  private static final class Claim {
    volatile @Nullable Rest rest;
    volatile @Nullable LiveReply reply;
  }

  Claims(ReplayLog log, TokenCorpus corpus, DeliveryCounts counts) {
    this.log = log;
    this.corpus = corpus;
    this.counts = counts;
  }

  private static String randomDigits() {
    byte[] drawn = new byte[DRAWN_BYTES];
    new SecureRandom().nextBytes(drawn);
    return Base64.getUrlEncoder().encodeToString(drawn);
  }

  /// Reserves the id that the request names, or a new one.
  String claim(ReplyRequest request) {
    String id = request.reply();
    Claim claim = new Claim();
    if (id == null) {
      do {
        id = prefix + lastNumber.incrementAndGet();
      } while (alive.putIfAbsent(id, claim) != null);
    } else if (alive.putIfAbsent(id, claim) != null) {
      throw new ReplyIdInUseException(id);
    }
    return id;
  }

  /// Reserves the rest of a reply; a stream that it is on still loses it and ends: after a cut the
  /// server may be the last to notice.
  String claim(Wanted.Rest wanted) {
    try {
      checkRange(wanted, head(wanted.reply()));
      Claim claim = takeOver(wanted.reply());
      try {
        claim.rest = rest(wanted);
      } catch (RuntimeException e) {
        release(wanted.reply());
        throw e;
      }
      return wanted.reply();
    } catch (RuntimeException e) {
      counts.resumesRefused.increment();
      throw e;
    }
  }

  private ReplayLog.Head head(String id) {
    ReplayLog.Head head = log.head(id);
    if (head != null) {
      return head;
    }
    throw switch (log.state(id)) {
      case UNKNOWN -> NotResumableException.unknown(id);
      case CANCELLED -> NotResumableException.cancelled(id);
      // The last two: begun anew between the two looks, so the one that was meant is gone.
      case EXPIRED, LIVE, ENDED -> NotResumableException.expired(id);
    };
  }

  private static void checkRange(Wanted.Rest wanted, ReplayLog.Head head) {
    BadRequestException wrong = wanted.notIn(head.request());
    if (wrong != null) {
      throw wrong;
    }
  }

  private Claim takeOver(String id) {
    Claim mine = new Claim();
    for (Claim other; (other = alive.putIfAbsent(id, mine)) != null; ) {
      LiveReply reply = other.reply;
      if (reply == null) {
        // Another stream is being opened for it at this moment.
        throw new ReplyIdInUseException(id);
      }
      reply.handOver();
    }
    return mine;
  }

  /// Another server has the reply now: the stream that it is on here ends as if its reader had
  /// gone.
  ///
  /// @return false when that stream is just being opened
  boolean lose(String id) {
    Claim claim = alive.get(id);
    LiveReply reply = claim == null ? null : claim.reply;
    if (reply != null) {
      reply.handOver();
    }
    return claim == null || reply != null;
  }

  // From here on nobody else produces for this reply.
  private Rest rest(Wanted.Rest wanted) {
    String id = wanted.reply();
    log.reopen(id);
    ReplayLog.Head head = head(id);
    ReplyRequest request = head.request();
    Reply plain = request.replyText(corpus);
    if (request.nonce() == null) {
      var resumed = new Message.Start.Resumed(wanted.from(), null, null);
      return new Rest(head, wanted.from(), plain::token, resumed);
    }
    var resumed = MarkedText.resumed(id, plain, log, request.from(), wanted.from());
    MarkedText marked = new MarkedText(id, plain, log, wanted.from());
    // After all was read: the log may have given the reply up meanwhile, for want of room.
    head(id);
    return new Rest(head, wanted.from(), marked::token, resumed);
  }

  /// What was claimed; null for a reply that is new.
  @Nullable Rest rest(String id) {
    Claim claim = alive.get(id);
    return claim == null ? null : claim.rest;
  }

  /// The reply that an id was claimed for has begun, or goes on.
  void begin(String id, LiveReply reply) {
    Claim claim = alive.get(id);
    if (claim != null) {
      claim.reply = reply;
      claim.rest = null;
    }
  }

  /// Texts of a new reply.
  IntFunction<Token> open(String id, ReplayLog.Head head) {
    log.open(id, head);
    Reply plain = head.request().replyText(corpus);
    return head.request().nonce() == null
        ? plain::token
        : new MarkedText(id, plain, log, head.request().from())::token;
  }

  /// Frees an id: its reply is over, for now or for good, or was never started.
  void release(String id) {
    end(id, false);
  }

  void end(String id, boolean cancelled) {
    // First: whoever claims the id next must find the reply as it was left.
    log.end(id, cancelled);
    alive.remove(id);
  }

  int alive() {
    return alive.size();
  }
}
