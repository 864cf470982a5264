package twinstream.delivery;

import static twinstream.delivery.SharedHead.utf8;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import twinstream.workload.ReplyRequest;

/// The log that several servers share: each has the replies that it owns in its own heap, too, and
/// tells Redis what is new. Nobody waits for Redis but a reader who comes back.
///
/// Redis holds of each reply a hash (how it began, who owns it, how far it has come) and, where it
/// has a nonce, a stream of its texts. All changes are scripts that begin by asking whether the one
/// who writes still owns the reply. What Redis has not taken in time is never sent later: the reply
/// goes on for its reader, but nobody can resume it.
final class RedisReplayLog implements ReplayLog {
  // Where each server hears which replies others want of it.
  private static final String NODES = "twinstream:node:";
  private static final long FLOOD_MILLIS = TimeUnit.MINUTES.toMillis(10);
  private static final Duration FLUSH = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofMillis(10);

  private final ResumeLimits limits;
  private final LogCounts counts;
  private final MemoryReplayLog own;
  private final RedisLink link;
  private final Adoptions adoptions;
  private final String node = UUID.randomUUID().toString();
  private final AtomicLong lastOwner = new AtomicLong();
  // Of each reply that the own log holds and Redis knows, or is about to.
  private final Map<String, Mirror> mirrors = new ConcurrentHashMap<>();
  private final Windows windows;
  private final Untold untold;
  private volatile Predicate<String> endStream = _ -> true;

  RedisReplayLog(URI redis, Duration window, ResumeLimits limits, LogCounts counts) {
    this.limits = limits;
    this.counts = counts;
    own = new MemoryReplayLog(limits, System::nanoTime, this::givenUp);
    untold = new Untold(limits, counts);
    link = new RedisLink(redis, counts, NODES + node, this::whenUp, this::handOver);
    windows = new Windows(window, link, this::push);
    adoptions = new Adoptions(this, link, limits);
  }

  private void whenUp() {
    untold.tell(link);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public boolean isUp() {
    return link.isUp();
  }

  @Override
  public void whenLost(Predicate<String> end) {
    endStream = end;
  }

  /// Ends the stream that a reply is on here; false when it is just being opened.
  boolean endStream(String reply) {
    return endStream.test(reply);
  }

  MemoryReplayLog own() {
    return own;
  }

  LogCounts counts() {
    return counts;
  }

  /// A name as which this server owns a reply, another each time.
  byte[] newOwner() {
    return utf8(node + "-" + lastOwner.incrementAndGet());
  }

  /// As which this server has the reply; empty when it has not.
  byte[] owner(String reply) {
    Mirror mirror = own.head(reply) == null ? null : mirrors.get(reply);
    return mirror == null ? new byte[0] : mirror.owner;
  }

  @Override
  public void open(String reply, Head head) {
    own.open(reply, head);
    int first = head.request().from();
    Mirror mirror = new Mirror(reply, newOwner(), first, lastDueNanos(head), false);
    mirrors.put(reply, mirror);
    link.execute(() -> tellBeginning(mirror, head));
  }

  // About twice as long as it should take, as gaps are drawn; a flood goes as its reader does.
  private static long lastDueNanos(Head head) {
    ReplyRequest request = head.request();
    long millis =
        request.rate() == 0
            ? FLOOD_MILLIS
            : request.firstMillis() + 2_000L * request.tokens() / request.rate();
    return head.originNanos() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private byte[] lifeMillis(Mirror mirror, State state) {
    long left =
        state == State.ENDED
            ? 0
            : TimeUnit.NANOSECONDS.toMillis(mirror.lastDueNanos - System.nanoTime());
    return utf8(Long.toString(Math.max(0, left) + limits.keep().toMillis()));
  }

  private void tellBeginning(Mirror mirror, Head head) {
    ReplyRequest request = head.request();
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(mirror.owner);
    arguments.add(lifeMillis(mirror, State.LIVE));
    arguments.add(utf8(Integer.toString(request.from())));
    arguments.add(utf8(Integer.toString(request.tokens())));
    arguments.add(utf8(request.nonce() == null ? "0" : "1"));
    arguments.addAll(SharedHead.of(head).fields());
    link.call(LogScript.OPEN, mirror.reply, arguments)
        .whenComplete((_, failure) -> {
          if (failure != null) {
            breakOff(mirror);
          } else if (mirror.arrived(State.LIVE)) {
            push(mirror);
          }
        });
  }

  @Override
  public void append(String reply, int index, byte[] text) {
    own.append(reply, index, text);
    Mirror mirror = mirrors.get(reply);
    if (mirror != null && mirror.add(index, text)) {
      windows.open(mirror);
    }
  }

  // The link's thread only.
  private void push(Mirror mirror) {
    boolean overrun = mirror.isOverrun();
    Mirror.News news = overrun ? null : mirror.take();
    if (overrun) {
      breakOff(mirror);
    } else if (news != null && news.state() == State.CANCELLED) {
      untold.tell(link, mirror, "cancelled");
      mirror.arrived(State.CANCELLED);
    } else if (news != null) {
      tell(mirror, news);
    }
  }

  private void tell(Mirror mirror, Mirror.News news) {
    List<byte[]> arguments = new ArrayList<>(4 + news.texts().size());
    arguments.add(mirror.owner);
    arguments.add(lifeMillis(mirror, news.state()));
    arguments.add(utf8(news.state() == State.ENDED ? "ended" : "live"));
    arguments.add(utf8(Integer.toString(news.index())));
    arguments.addAll(news.texts());
    counts.tokens.add(news.texts().size());
    link.call(LogScript.WRITE, mirror.reply, arguments)
        .whenComplete((answer, failure) -> answered(mirror, news, answer, failure));
  }

  private void answered(
      Mirror mirror, Mirror.News news, @Nullable Object answer, @Nullable Throwable failure) {
    String said = answer instanceof byte[] bytes ? SharedHead.text(bytes) : "";
    if (failure == null && said.equals("ok")) {
      if (mirror.arrived(news.state())) {
        push(mirror);
      }
    } else if (failure == null && said.equals("lost")) {
      lose(mirror);
    } else if (failure != null && mirror.isWhole(news)) {
      // Every token is there; that its state is not costs those who resume it a little time.
      mirror.arrived(news.state());
    } else {
      breakOff(mirror);
    }
  }

  private void lose(Mirror mirror) {
    mirror.stop();
    // Else it has lost it to itself: the id was given to another reply.
    if (mirrors.remove(mirror.reply, mirror)) {
      counts.fenced.increment();
      own.giveUp(mirror.reply);
      // Not on this thread: what ends a stream may wait for who is writing to it.
      Thread.startVirtualThread(() -> endStreamOf(mirror.reply));
    }
  }

  private void endStreamOf(String reply) {
    if (!mirrors.containsKey(reply) && !endStream(reply)) {
      link.later(AGAIN, () -> Thread.startVirtualThread(() -> endStreamOf(reply)));
    }
  }

  // Another server wants it: what this one has of it is sent, and that it has ended here.
  private void handOver(String reply) {
    Mirror mirror = mirrors.get(reply);
    if (mirror != null) {
      Thread.startVirtualThread(() -> {
        if (endStream(reply)) {
          turnTo(mirror, State.ENDED);
        }
      });
    }
  }

  // The log lacks a part of it, or may: nobody may go on with it as if it were whole.
  private void breakOff(Mirror mirror) {
    mirror.stop();
    boolean known = mirrors.remove(mirror.reply, mirror);
    if (known) {
      counts.broken.increment();
      own.giveUp(mirror.reply);
    }
    untold.tell(link, mirror, mirror.isCancelled() ? "cancelled" : "gap");
  }

  // Within a call to the own log, so on any thread. What Redis has of a reply that is over may
  // stay.
  private void givenUp(String reply) {
    Mirror mirror = mirrors.remove(reply);
    if (mirror != null && !mirror.isOver()) {
      link.execute(() -> breakOff(mirror));
    }
  }

  /// What this server has of a reply, if anything, is out of date.
  void disown(String reply) {
    Mirror mirror = mirrors.remove(reply);
    if (mirror != null) {
      mirror.stop();
      counts.fenced.increment();
    }
  }

  /// This server has a reply that another one had.
  ///
  /// @param owner as which it has it
  void took(String reply, byte[] owner, Head head, List<byte[]> texts) {
    own.take(reply, head, texts);
    int next = head.request().from() + texts.size();
    mirrors.put(reply, new Mirror(reply, owner, next, lastDueNanos(head), true));
    counts.adopted.increment();
  }

  @Override
  public void adopt(Wanted.Rest wanted, Consumer<@Nullable RuntimeException> then) {
    adoptions.begin(wanted, then);
  }

  @Override
  public void reopen(String reply) {
    own.reopen(reply);
    turnTo(mirrors.get(reply), State.LIVE);
  }

  @Override
  public void end(String reply, boolean cancelled) {
    own.end(reply, cancelled);
    turnTo(mirrors.get(reply), cancelled ? State.CANCELLED : State.ENDED);
  }

  private void turnTo(@Nullable Mirror mirror, State state) {
    if (mirror != null && mirror.turnTo(state)) {
      link.execute(() -> push(mirror));
    }
  }

  @Override
  public State state(String reply) {
    return own.state(reply);
  }

  @Override
  public @Nullable Head head(String reply) {
    return own.head(reply);
  }

  @Override
  public Iterator<byte[]> read(String reply, int from) {
    return own.read(reply, from);
  }

  @Override
  public Size size() {
    return own.size();
  }

  /// Sends what waits in the windows; waits half a second at most for Redis to have it.
  @Override
  public void close() {
    windows.closeAll();
    long untilNanos = System.nanoTime() + FLUSH.toNanos();
    while (link.isUp()
        && System.nanoTime() < untilNanos
        && mirrors.values().stream().anyMatch(Mirror::isUnsettled)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    link.settle(untilNanos);
    link.close();
  }
}
