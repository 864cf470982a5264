package twinstream.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the readers of a trial ask for, and when.
///
/// @param name for result files
/// @param arrivals when replies are asked for
/// @param lengths how long they are
/// @param pacing how the tokens of each follow each other
/// @param envelope the JSON around each token
public record Workload(
    String name, Arrivals arrivals, ReplyLength lengths, Pacing pacing, Envelope envelope) {
  private static final int CHAT_RATE = 60;
  private static final int PREFILL_RATE = 20_000;
  private static final double TRACE_SPEED = 20;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /// Requests of a chat service: 20 times as fast as they came, 60 tokens/s, 20,000 context tokens
  /// read per second.
  public static Workload chat() {
    return chat(TRACE_SPEED, CHAT_RATE, PREFILL_RATE);
  }

  /// Requests of a chat service, see [Trace#conversation()].
  public static Workload chat(double speed, int tokensPerSecond, int prefillTokensPerSecond) {
    return traced("chat", Trace.conversation(), speed, tokensPerSecond, prefillTokensPerSecond);
  }

  /// Requests of a code completion service: long contexts, short answers; settings as in [#chat()].
  public static Workload code() {
    return code(TRACE_SPEED, CHAT_RATE, PREFILL_RATE);
  }

  /// Requests of a code completion service, see [Trace#code()].
  public static Workload code(double speed, int tokensPerSecond, int prefillTokensPerSecond) {
    return traced("code", Trace.code(), speed, tokensPerSecond, prefillTokensPerSecond);
  }

  private static Workload traced(
      String name, Trace trace, double speed, int tokensPerSecond, int prefillTokensPerSecond) {
    return new Workload(
        name,
        new Arrivals.FromTrace(trace, speed),
        new ReplyLength.FromTrace(trace, prefillTokensPerSecond),
        new Gamma(tokensPerSecond),
        Envelope.PLAIN);
  }

  /// Streams of one even rate that outlast the trial (100,000 tokens each).
  ///
  /// @param opening time over which they open
  public static Workload steady(int streams, int tokensPerSecond, Duration opening) {
    return constant("steady", streams, opening, new Steady(tokensPerSecond));
  }

  /// Streams that all get their tokens at the same moments.
  public static Workload engineStep(int streams, int tokensPerSecond, Duration opening) {
    return constant("engine-step", streams, opening, new EngineStep(tokensPerSecond));
  }

  /// Readers who come without memory, one after the other, each for a short reply.
  ///
  /// @param perSecond mean rate of arrivals
  public static Workload storm(double perSecond, int tokens, int tokensPerSecond) {
    return new Workload(
        "storm",
        new Arrivals.Poisson(perSecond),
        new ReplyLength.Constant(tokens),
        new Steady(tokensPerSecond),
        Envelope.PLAIN);
  }

  /// About so many streams at a time, each of one length and an even rate: one comes for each that
  /// ends.
  ///
  /// @param streams how many, from the start on
  /// @param tokens of each, which sets how long it is held
  /// @param opening time over which the first of them open
  public static Workload held(int streams, int tokens, int tokensPerSecond, Duration opening) {
    double seconds = (double) tokens / tokensPerSecond;
    return new Workload(
        "held",
        new Arrivals.Held(streams, opening, streams / seconds),
        new ReplyLength.Underway(tokens, streams),
        new Steady(tokensPerSecond),
        Envelope.PLAIN);
  }

  /// Streams of one even rate that outlast the trial, more and more of them.
  ///
  /// @param warming replies of a second that come first, evenly, and have gone when the others
  ///   become more: what opens and ends a stream would be compiled then, and in the time that is
  ///   meant for tokens
  /// @param streams that stay
  /// @param opening time over which these open
  /// @param from when more begin to come
  /// @param morePerSecond how many of those each second
  public static Workload ramp(
      int warming,
      int streams,
      int tokensPerSecond,
      Duration opening,
      Duration from,
      double morePerSecond) {
    Duration before = from.minus(opening).multipliedBy(2).dividedBy(3);
    return new Workload(
            "ramp",
            new Arrivals.Ramp(streams, opening, from.minus(before), morePerSecond),
            new ReplyLength.Constant(ReplyRequest.MAX_TOKENS),
            new Steady(tokensPerSecond),
            Envelope.PLAIN)
        .warmed(warming, before);
  }

  /// Streams of 100,000 tokens, each as fast as it goes.
  public static Workload flood(int streams, Duration opening) {
    return constant("flood", streams, opening, new Flood());
  }

  /// Streams that stay silent: their planned replies have no tokens, and are opened with `/idle`.
  public static Workload idle(int streams, Duration opening) {
    return constant("idle", streams, opening, new Flood()).withLengths(new ReplyLength.Constant(0));
  }

  private static Workload constant(String name, int streams, Duration opening, Pacing pacing) {
    return new Workload(
        name,
        new Arrivals.AtOnce(streams, opening),
        new ReplyLength.Constant(ReplyRequest.MAX_TOKENS),
        pacing,
        Envelope.PLAIN);
  }

  /// The same behind so many short replies: what opens and ends a stream would otherwise be
  /// compiled in the time that is meant for tokens. Arrivals and lengths are those of the plain
  /// one; texts and paces, which are drawn by place in the plan, are not.
  ///
  /// @param warming how many, from 0; each of a second, or where there is little time of a quarter
  ///   of it
  /// @param over the time for them
  public Workload warmed(int warming, Duration over) {
    long millis = Math.min(1_000, over.toMillis() / 4);
    int tokens = (int) Math.max(1, pacing.rate() * millis / 1_000);
    return new Workload(
        name,
        new Arrivals.Warmed(warming, over, arrivals),
        new ReplyLength.Warmed(warming, tokens, lengths),
        pacing,
        envelope);
  }

  /// The same with other lengths.
  public Workload withLengths(ReplyLength newLengths) {
    return new Workload(name, arrivals, newLengths, pacing, envelope);
  }

  /// The same in another envelope.
  public Workload withEnvelope(Envelope newEnvelope) {
    return new Workload(name, arrivals, lengths, pacing, newEnvelope);
  }

  /// The replies that are asked for before the horizon, in order of arrival; the same for the same
  /// seed on every machine.
  public List<PlannedReply> plan(long seed, Duration horizon) {
    long[] arrivalNanos = arrivals.nanosUntil(horizon, seed);
    List<PlannedReply> plan = new ArrayList<>(arrivalNanos.length);
    for (int i = 0; i < arrivalNanos.length; i++) {
      plan.add(reply(seed, i, arrivalNanos[i]));
    }
    return Collections.unmodifiableList(plan);
  }

  /// The reply of that index of a plan, or one beyond its end.
  ///
  /// @param index from 0
  /// @param arrivalNanos when it is asked for, from the start of the plan
  public PlannedReply reply(long seed, int index, long arrivalNanos) {
    return new PlannedReply(
        arrivalNanos,
        lengths.tokens(seed, index),
        lengths.firstTokenDelayNanos(seed, index),
        Draw.at(Draw.stream(seed, Draw.REPLIES), index));
  }

  /// From the request for a planned reply to its last token, if nothing takes any time; only where
  /// tokens have due times.
  public Duration length(PlannedReply planned) {
    return Duration.ofNanos(request(planned).schedule(0, 0).dueNanos(planned.tokens() - 1));
  }

  /// The request that asks for a planned reply with tokens.
  public ReplyRequest request(PlannedReply planned) {
    int firstMillis = Math.toIntExact(planned.firstTokenDelayNanos() / NANOS_PER_MILLI);
    return new ReplyRequest(
        planned.tokens(), pacing, firstMillis, planned.seed(), envelope, null, 0, null);
  }

  /// All settings, for result files.
  public Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("workload", name);
    all.putAll(arrivals.parameters());
    all.putAll(lengths.parameters());
    all.put("pacing", pacing.wireName());
    all.put("tokensPerSecond", Integer.toString(pacing.rate()));
    all.put("envelope", envelope.wireName());
    return Collections.unmodifiableMap(all);
  }
}
