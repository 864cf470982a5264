package twinstream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import twinstream.reader.OpenStream;
import twinstream.reader.ReplyListener;
import twinstream.scenario.Load;
import twinstream.scenario.Patience;
import twinstream.workload.PlannedReply;

/// What one user of another load generator asks for and hears. In a loop while [#goesOn()]: wait
/// [#pauseNanos()], [#begin()] and, if that is true, open [#path()] (or say [#question()] where the
/// stream is open and takes questions), hand each message to [#hear], and when that returns true,
/// or the stream has ended: close it if [#leaves()], then [#heard()].
///
/// Belongs to one user, whose calls come one at a time; safe beside the trial's own.
public final class Visit {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String DONE = "[DONE]";
  private static final String CONTROL_RECORD = "{\"reply\"";
  private static final List<String> ERRORS = List.of("{\"type\":\"error\"", "{\"code\":");

  private final int number;
  private final Load.Paced load;
  private final Deque<PlannedReply> turns;
  private final long zeroNanos;
  private final String transport;
  // Guards itself, and what this visit has: users of one event loop share it.
  private final Tally tally;
  private final Awaited awaited;
  private final BooleanSupplier asking;
  private final Consumer<Visit> gone;
  private @Nullable ReplyReading reading;
  private Runnable stall = () -> {};
  private Runnable release = () -> {};
  private String path = "";
  private String id = "";
  private long freeNanos = Long.MIN_VALUE;
  private boolean hearing;
  private boolean open;
  private boolean away;
  private boolean stopped;

  /// @param zeroNanos moment from which arrivals count; not later than the user's own says
  /// @param transport over which the user reads
  /// @param asking false once nothing more is to be asked for
  /// @param gone is told when the visit is over
  Visit(
      int number,
      Load.Paced load,
      List<PlannedReply> turns,
      long zeroNanos,
      String transport,
      Tally tally,
      Awaited awaited,
      BooleanSupplier asking,
      Consumer<Visit> gone) {
    this.number = number;
    this.load = load;
    this.turns = new ArrayDeque<>(turns);
    this.zeroNanos = zeroNanos;
    this.transport = transport;
    this.tally = tally;
    this.awaited = awaited;
    this.asking = asking;
    this.gone = gone;
  }

  /// Place of the user in the order of arrivals, from 0.
  public int number() {
    return number;
  }

  /// Over what the user reads.
  public String transport() {
    return transport;
  }

  /// Whether there is a stream to open, or a question to ask.
  public boolean goesOn() {
    return asking.getAsBoolean() && !stopped && (away || !turns.isEmpty());
  }

  /// True for a user who will stop reading, and stay.
  public boolean stalls() {
    return load.patience().then() instanceof Patience.Then.Stall
        && !turns.isEmpty()
        && load.patience().taken(turns.peek()) < turns.peek().tokens();
  }

  /// How a user stops reading, where clients of the load generator can't.
  ///
  /// @param how called on the thread that hears
  /// @param end how its connection is closed when the trial is over
  public void onStall(Runnable how, Runnable end) {
    stall = how;
    release = end;
  }

  /// How long until the user asks, in nanoseconds: to think, or to come back; 0 for a user who has
  /// just arrived.
  public long pauseNanos() {
    synchronized (tally) {
      if (away && reading != null) {
        return reading.waitNanos();
      }
      return freeNanos == Long.MIN_VALUE
          ? 0
          : Math.max(0, dueNanos(turns.getFirst()) - System.nanoTime());
    }
  }

  // A user whose reply came late has no less to think about.
  private long dueNanos(PlannedReply turn) {
    long plannedNanos = zeroNanos + turn.arrivalNanos();
    return freeNanos == Long.MIN_VALUE
        ? plannedNanos
        : Math.max(plannedNanos, freeNanos + load.turns().think().toNanos());
  }

  /// The user asks now, unless nothing is to be asked for any more.
  ///
  /// @return whether there is a stream to open, or a question to ask
  public boolean begin() {
    synchronized (tally) {
      if (!goesOn()) {
        return false;
      }
      if (away && reading != null) {
        away = false;
        awaited.askedAgain();
        path = reading.comeBack();
      } else {
        ask(turns.removeFirst());
      }
      hearing = true;
      return true;
    }
  }

  private void ask(PlannedReply turn) {
    var request = load.patience().request(load.workload(), turn);
    long nowNanos = System.nanoTime();
    // A pause may be cut to whole milliseconds: nobody has thought before it is over.
    long dueNanos = Math.min(nowNanos, dueNanos(turn));
    var next =
        new ReplyReading(turn, request, load.patience(), dueNanos, nowNanos, tally, new Presence());
    next.on(new Stream());
    path = "/stream?" + request.query();
    reading = next;
    id = "";
    awaited.asked(next);
  }

  /// Path and query with which the user asks.
  public String path() {
    return path;
  }

  /// True where a stream that takes questions is open already.
  public boolean isOpen() {
    return open;
  }

  /// The same as [#path()] as a message on an open stream.
  public String question() {
    var fields = JSON.createObjectNode().put("type", "ask");
    for (String parameter : path.substring(path.indexOf('?') + 1).split("&")) {
      int equals = parameter.indexOf('=');
      fields.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return fields.toString();
  }

  /// Takes the next message, without its framing.
  ///
  /// @param data as the server sent it
  /// @param eventId what the transport itself calls it; null where it has no such thing
  /// @param nanos when it came, on the [System#nanoTime()] clock, read before anything was done
  ///   with it
  /// @return true once nothing more is to be heard
  public boolean hear(String data, @Nullable String eventId, long nanos) {
    synchronized (tally) {
      if (hearing && reading != null) {
        take(reading, data, eventId, nanos);
      }
      return !hearing || stopped;
    }
  }

  private void take(ReplyReading of, String data, @Nullable String eventId, long nanos) {
    if (data.equals(DONE)) {
      hearing = false;
      of.done();
      return;
    }
    byte[] bytes = data.getBytes(UTF_8);
    if (data.startsWith(CONTROL_RECORD)) {
      if (of.isOpening()) {
        open = true;
        of.opened(nanos);
      }
      of.started(bytes, 0, bytes.length, nanos);
      id = JSON.readTree(bytes).path("reply").asString("");
    } else if (ERRORS.stream().anyMatch(data::startsWith)) {
      hearing = false;
      open = false;
    } else {
      of.token(bytes, 0, bytes.length, index(eventId), nanos);
    }
  }

  private int index(@Nullable String eventId) {
    if (eventId == null) {
      return ReplyListener.NO_INDEX;
    }
    int colon = eventId.lastIndexOf(':');
    if (colon < 0 || !eventId.substring(0, colon).equals(id)) {
      return ReplyListener.WRONG_ID;
    }
    try {
      return Integer.parseInt(eventId.substring(colon + 1));
    } catch (NumberFormatException _) {
      return ReplyListener.WRONG_ID;
    }
  }

  /// True when the stream is to be closed: the user does not ask another question on it.
  public boolean leaves() {
    synchronized (tally) {
      return !(open && !stopped && reading != null && reading.isDone() && !turns.isEmpty());
    }
  }

  /// Nothing more is heard of this reply, or for now.
  ///
  /// @param closed true when the stream is closed
  public void heard(boolean closed) {
    synchronized (tally) {
      hearing = false;
      open &= !closed;
      freeNanos = System.nanoTime();
      if (reading != null && !reading.isOver()) {
        reading.closed("");
      }
      if (reading != null && reading.isOver() && !reading.isDone()) {
        turns.clear();
      }
      if (!away && turns.isEmpty()) {
        gone.accept(this);
      }
    }
  }

  /// The user was due and did not come.
  void missed() {
    synchronized (tally) {
      ask(turns.removeFirst());
      heard(true);
    }
  }

  /// The trial is over.
  void stop(long nowNanos) {
    synchronized (tally) {
      stopped = true;
      if (reading != null) {
        reading.stop(nowNanos);
      }
    }
  }

  /// What the judge of the reply may do to the stream.
  private final class Stream implements OpenStream {
    @Override
    public void close() {
      hearing = false;
      release.run();
    }

    @Override
    public void cut() {
      hearing = false;
    }

    @Override
    public void stall() {
      stall.run();
    }

    @Override
    public void gather() {
      throw new IllegalStateException("replies without due times are not for visitors");
    }
  }

  private final class Presence implements ReplyReading.Progress {
    @Override
    public void opened(ReplyReading reading) {
      awaited.opened(reading);
    }

    @Override
    public void firstToken(ReplyReading reading) {
      awaited.firstToken(reading);
    }

    @Override
    public void away(ReplyReading reading) {
      away = true;
    }

    @Override
    public void over(ReplyReading reading) {
      awaited.over(reading);
    }
  }
}
