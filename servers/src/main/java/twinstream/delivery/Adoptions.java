package twinstream.delivery;

import static twinstream.delivery.SharedHead.text;
import static twinstream.delivery.SharedHead.utf8;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.ReplayLog.State;
import twinstream.workload.ReplyRequest;

/// Has replies of other servers here for readers who come back. One at a time of each reply.
final class Adoptions {
  // A server that lives sends what it has and lets go of the reply within that time.
  private static final Duration PATIENCE = Duration.ofMillis(250);
  // The beginning of a reply may come to Redis after its reader, who was cut at once.
  private static final Duration ON_ITS_WAY = Duration.ofMillis(50);
  private static final Duration AGAIN = Duration.ofMillis(5);

  private final RedisReplayLog log;
  private final RedisLink link;
  private final ResumeLimits limits;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  Adoptions(RedisReplayLog log, RedisLink link, ResumeLimits limits) {
    this.log = log;
    this.link = link;
    this.limits = limits;
  }

  private final class Adoption {
    private final Wanted.Rest wanted;
    private final Consumer<@Nullable RuntimeException> then;
    private final long beginNanos = System.nanoTime();

    Adoption(Wanted.Rest wanted, Consumer<@Nullable RuntimeException> then) {
      this.wanted = wanted;
      this.then = then;
    }

    void ask(String toDo) {
      byte[] owner = log.newOwner();
      List<byte[]> arguments =
          List.of(
              owner,
              log.owner(wanted.reply()),
              utf8(Integer.toString(wanted.from())),
              utf8(Long.toString(limits.keep().toMillis())),
              utf8(wanted.reply()),
              utf8(toDo));
      CompletableFuture<Object> asked = link.call(LogScript.ADOPT, wanted.reply(), arguments);
      asked.whenComplete((answer, failure) -> {
        try {
          answered(owner, answer, failure);
        } catch (RuntimeException _) {
          // What Redis has under that key is not what this server wrote.
          end(NotResumableException.away(wanted.reply()));
        }
      });
      link.later(
          RedisLink.PATIENCE,
          () -> asked.completeExceptionally(new TimeoutException("no answer in time")));
    }

    private void answered(byte[] owner, @Nullable Object answer, @Nullable Throwable failure) {
      if (failure != null || !(answer instanceof List<?> list)) {
        end(NotResumableException.away(wanted.reply()));
        return;
      }
      List<byte[]> said = list.stream().map(byte[].class::cast).toList();
      String reply = wanted.reply();
      switch (text(said.getFirst())) {
        case "own" -> end(null);
        case "taken" -> Thread.startVirtualThread(() -> take(owner, said));
        case "asked" -> link.later(AGAIN, this::askAgain);
        case "short" -> end(NotResumableException.cutShort(reply, wanted.from()));
        case "range" -> end(wanted.notIn(SharedHead.request(text(said.get(1)))));
        case "cancelled" -> end(NotResumableException.cancelled(reply));
        case "unknown" -> unknown();
        default -> end(NotResumableException.expired(reply));
      }
    }

    private void askAgain() {
      ask(hasLasted(PATIENCE) ? "force" : "wait");
    }

    private boolean hasLasted(Duration time) {
      return System.nanoTime() - beginNanos > time.toNanos();
    }

    private void unknown() {
      if (log.own().state(wanted.reply()) != State.UNKNOWN) {
        end(NotResumableException.expired(wanted.reply()));
      } else if (hasLasted(ON_ITS_WAY)) {
        end(NotResumableException.unknown(wanted.reply()));
      } else {
        link.later(AGAIN, () -> ask("ask"));
      }
    }

    // Not on the link's thread: a long reply takes a while, and so may a stream that has to end.
    private void take(byte[] owner, List<byte[]> said) {
      RuntimeException failure = null;
      try {
        log.disown(wanted.reply());
        if (log.endStream(wanted.reply())) {
          ReplayLog.Head head = SharedHead.parse(said.subList(2, 2 + SharedHead.FIELDS)).here();
          log.took(wanted.reply(), owner, head, said.subList(2 + SharedHead.FIELDS, said.size()));
        } else {
          // What is here is not what Redis has.
          log.own().giveUp(wanted.reply());
          failure = new ReplyIdInUseException(wanted.reply());
        }
      } catch (RuntimeException e) {
        failure = e;
      }
      end(failure);
    }

    private void end(@Nullable RuntimeException failure) {
      underWay.remove(wanted.reply());
      then.accept(failure);
    }
  }

  /// Any thread.
  void begin(Wanted.Rest wanted, Consumer<@Nullable RuntimeException> then) {
    if (!ReplyRequest.isId(wanted.reply())) {
      then.accept(NotResumableException.unknown(wanted.reply()));
    } else if (!link.isUp()) {
      then.accept(NotResumableException.away(wanted.reply()));
    } else if (!underWay.add(wanted.reply())) {
      then.accept(new ReplyIdInUseException(wanted.reply()));
    } else {
      link.execute(() -> new Adoption(wanted, then).ask("ask"));
    }
  }
}
