package twinstream.result;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a trial must pass to count. A trial that fails is void: kept, shown with its reasons, and
/// in no comparison.
///
/// @param kind what the trial must have produced
/// @param sendLagBound actual minus intended time beyond which a request left late, or an event
///   loop of the crowd was; with more than 1 % of either late the crowd was the bottleneck
public record Gates(TrialKind kind, Duration sendLagBound) {

  /// Parameter that replaces the bound on the send lag, in whole milliseconds.
  public static final String SEND_LAG_PARAMETER = "send-lag-bound-ms";

  /// Highest share of its CPU allowance that the crowd may use.
  public static final double CROWD_CPU_BOUND = 0.8;

  private static final double LATE_BOUND = 0.01;
  private static final int FEWEST_LAGS = 100;
  private static final long EDGE_BOUND_NANOS = 20_000_000;
  private static final double EDGE_BOUND = 0.01;
  private static final double SCHEDULE_BOUND = 0.1;
  private static final double STEAL_BOUND = 0.05;
  private static final double THROTTLED_BOUND = 0.01;

  /// What the crowd meant to do at a time of its own, and did late.
  ///
  /// @param late how often
  /// @param all of how often
  public record Late(long late, long all) {

    /// True with at most 1 % late.
    public boolean inTime() {
      return late <= LATE_BOUND * all;
    }

    /// Share that was late, 0 to 1.
    public double share() {
      return (double) late / all;
    }
  }

  /// The gates that a trial's parameters ask for.
  public static Gates of(Map<String, String> parameters) {
    return new Gates(
        TrialKind.of(parameters),
        Duration.ofMillis(Long.parseLong(parameters.getOrDefault(SEND_LAG_PARAMETER, "10"))));
  }

  /// One sentence with its values for each reason why the trial is void; empty for a valid trial.
  public List<String> reasonsAgainst(Measurement measurement) {
    List<String> reasons = new ArrayList<>();
    tokens(measurement.tokens(), reasons);
    surroundings(measurement, reasons);
    connections(measurement.connections(), reasons);
    if (kind != TrialKind.FAILOVER) {
      above(
          "readers who came back and were refused", measurement.interruptions().refused(), reasons);
    }
    clock(measurement.clock(), reasons);
    crowd(measurement, reasons);
    edges(measurement, reasons);
    produced(measurement, reasons);
    if (!isMeantToGoWrong()) {
      SteadyState.reasonAgainst(measurement.slices()).ifPresent(reasons::add);
    }
    return List.copyOf(reasons);
  }

  /// True where streams that are refused or break, and a load that changes, are the question.
  private boolean isMeantToGoWrong() {
    return kind == TrialKind.RAMP || kind == TrialKind.FAILOVER;
  }

  private void tokens(TokenCounts tokens, List<String> reasons) {
    above("tokens lost", tokens.lost(), reasons);
    above("tokens that came twice", tokens.doubled(), reasons);
    above("tokens out of order", tokens.outOfOrder(), reasons);
    above("tokens with other bytes than were sent", tokens.changed(), reasons);
    // What a server knew of its tokens ends with its process.
    if (tokens.unaccounted() != 0 && kind != TrialKind.FAILOVER) {
      reasons.add(
          say(
              "the books don't balance: %,d tokens were produced, but %,d received, %,d lost, %,d changed and %,d in flight",
              tokens.produced(),
              tokens.received(),
              tokens.lost(),
              tokens.changed(),
              tokens.inFlight()));
    }
    above(
        "tokens before they were due, which only a clock error explains", tokens.early(), reasons);
  }

  private static void surroundings(Measurement measurement, List<String> reasons) {
    var around = measurement.surroundings();
    double stolen = around.stealShare(measurement.windowNanos());
    if (stolen > STEAL_BOUND) {
      reasons.add(
          say(
              "the hypervisor took %.0f %% of the CPU time, more than %.0f %%",
              stolen * 100, STEAL_BOUND * 100));
    }
    double throttled = around.throttledShare(measurement.windowNanos());
    if (throttled > THROTTLED_BOUND) {
      reasons.add(
          say(
              "the control group's CPU quota held threads back for %.0f ms, more than %.0f %% of the window",
              around.throttledNanos() / 1e6, THROTTLED_BOUND * 100));
    }
  }

  private void connections(ConnectionCounts connections, List<String> reasons) {
    if (!isMeantToGoWrong()) {
      opened(connections, reasons);
    }
    // What overloaded servers still owe at the end is a part of what was asked.
    boolean owes = kind != TrialKind.RAMP;
    above(
        "streams that owed something and said nothing for the last second",
        owes ? connections.silent() : 0,
        reasons);
    above("control records that can't be right", connections.contradicted(), reasons);
    above(
        "the drain is too short: replies whose first token was not due before the end",
        owes ? connections.undue() : 0,
        reasons);
  }

  private static void opened(ConnectionCounts connections, List<String> reasons) {
    if (connections.opened() != connections.planned()) {
      reasons.add(
          say("%,d of %,d planned streams opened", connections.opened(), connections.planned()));
    }
    above("streams refused or not connected", connections.failed(), reasons);
    above("streams cut before their last token", connections.cut(), reasons);
  }

  private static void clock(ClockCheck clock, List<String> reasons) {
    if (!clock.agrees()) {
      reasons.add(
          say(
              "the clocks of server and crowd differ by %,d ns, more than the %,d ns that the check explains",
              clock.offsetNanos(), clock.boundNanos()));
    }
  }

  private void crowd(Measurement measurement, List<String> reasons) {
    double used = measurement.crowd().utilisation(measurement.windowNanos());
    if (used > CROWD_CPU_BOUND) {
      reasons.add(
          say(
              "the crowd used %.0f %% of its CPU allowance, more than %.0f %%",
              used * 100, CROWD_CPU_BOUND * 100));
    } else if (kind == TrialKind.RAMP) {
      busiestSeconds(measurement, reasons);
    }
    late(measurement, Distribution.SEND_LAG, "%,d of %,d requests left over %d ms late", reasons);
    late(
        measurement,
        Distribution.LOOP_LAG,
        "%,d of %,d times an event loop of the crowd was over %d ms late",
        reasons);
  }

  // Over a whole ramp a crowd may be idle that is full where it matters, at its top; there it stays
  // full, while one second alone may be a collection of its own.
  private static void busiestSeconds(Measurement measurement, List<String> reasons) {
    boolean full = false;
    for (Slice slice : measurement.slices()) {
      double used = slice.crowdCpuNanos() / (1e9 * measurement.crowd().allowedCores());
      if (full && used > CROWD_CPU_BOUND) {
        reasons.add(
            say(
                "the crowd used %.0f %% of its CPU allowance in second %d of the ramp, more than %.0f %% as in the one before",
                used * 100, slice.second(), CROWD_CPU_BOUND * 100));
        return;
      }
      full = used > CROWD_CPU_BOUND;
    }
  }

  private void late(
      Measurement measurement, Distribution of, String sentence, List<String> reasons) {
    late(measurement, of)
        .filter(late -> !late.inTime())
        .ifPresent(late ->
            reasons.add(
                say(
                    sentence + ", more than 1 %%",
                    late.late(),
                    late.all(),
                    sendLagBound.toMillis())));
  }

  /// How often the crowd was late, by its send lag or its loop lag; empty with fewer than a hundred
  /// values, which tell too little.
  public Optional<Late> late(Measurement measurement, Distribution of) {
    var lag = measurement.distributions().get(of);
    if (lag == null || lag.getTotalCount() < FEWEST_LAGS) {
      return Optional.empty();
    }
    long late =
        lag.getMaxValue() <= sendLagBound.toNanos()
            ? 0
            : lag.getCountBetweenValues(
                lag.nextNonEquivalentValue(sendLagBound.toNanos()), lag.getMaxValue());
    return Optional.of(new Late(late, lag.getTotalCount()));
  }

  private static void edges(Measurement measurement, List<String> reasons) {
    double bound = Math.max(EDGE_BOUND_NANOS, EDGE_BOUND * measurement.windowNanos());
    if (measurement.edgeErrorNanos() > bound) {
      reasons.add(
          say(
              "CPU time was read %.0f ms off an edge of the window, more than %.0f ms",
              measurement.edgeErrorNanos() / 1e6, bound / 1e6));
    }
  }

  private void produced(Measurement measurement, List<String> reasons) {
    int levels = measurement.memoryLevels().size();
    switch (kind) {
      case PACED, FLOOD, RAMP, FAILOVER -> {
        if (measurement.tokens().receivedInWindow() == 0) {
          reasons.add("no token arrived inside the window");
        } else if (kind == TrialKind.PACED) {
          schedule(measurement.tokens(), reasons);
        }
      }
      case LADDER -> {
        if (levels < SlopeFit.FEWEST_LEVELS) {
          reasons.add(
              say(
                  "the memory ladder has %d levels, a slope needs %d",
                  levels, SlopeFit.FEWEST_LEVELS));
        }
      }
    }
  }

  private static void schedule(TokenCounts tokens, List<String> reasons) {
    long received = tokens.receivedInWindow();
    long planned = tokens.plannedInWindow();
    if (Math.abs(received - planned) > SCHEDULE_BOUND * planned) {
      reasons.add(
          say(
              "the schedule was not kept: %,d tokens arrived inside the window, %,d were planned",
              received, planned));
    }
  }

  private static void above(String what, long count, List<String> reasons) {
    if (count > 0) {
      reasons.add(say("%s: %,d", what, count));
    }
  }

  // Error Prone has an annotation for this, in a library that the module does not need otherwise.
  @SuppressWarnings("AnnotateFormatMethod")
  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
