package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import twinstream.result.Distribution;
import twinstream.result.Slice;
import twinstream.result.TrialKind;

/// The gates of a valid trial once more: each reason against it as the text that it must have.
final class VoidGates {
  private static final double CROWD_BOUND = 0.8;

  private final RawTrial trial;
  private final long lagBoundNanos;
  private final List<Text> reasons = new ArrayList<>();

  /// @param parameters of the trial
  VoidGates(RawTrial trial, Map<String, String> parameters) {
    this.trial = trial;
    lagBoundNanos = 1_000_000 * Long.parseLong(parameters.getOrDefault("send-lag-bound-ms", "10"));
  }

  List<Text> reasons() {
    tokens();
    machine();
    connections();
    crowd();
    edges();
    produced();
    steadyState();
    return reasons;
  }

  private void tokens() {
    var tokens = trial.counters().tokens();
    none("tokens lost", tokens.lost());
    none("tokens that came twice", tokens.doubled());
    none("tokens out of order", tokens.outOfOrder());
    none("tokens with other bytes than were sent", tokens.changed());
    long known = tokens.received() + tokens.lost() + tokens.changed() + tokens.inFlight();
    boolean isTold = trial.kind() != TrialKind.FAILOVER && tokens.inFlight() >= 0;
    if (isTold && tokens.produced() != known) {
      because(
          "the books don't balance: ",
          Text.count(tokens.produced()),
          " tokens were produced, but ",
          Text.count(tokens.received()),
          " received, ",
          Text.count(tokens.lost()),
          " lost, ",
          Text.count(tokens.changed()),
          " changed and ",
          Text.count(tokens.inFlight()),
          " in flight");
    }
    none("tokens before they were due, which only a clock error explains", tokens.early());
  }

  private void machine() {
    var around = trial.counters().surroundings();
    double windowNanos = trial.counters().windowNanos();
    double stolen = around.stealNanos() / (windowNanos * Math.max(1, around.cores()));
    if (windowNanos > 0 && stolen > 0.05) {
      because("the hypervisor took ", Text.percent(stolen), " of the CPU time, more than 5 %");
    }
    if (windowNanos > 0 && around.throttledNanos() > 0.01 * windowNanos) {
      because(
          "the control group's CPU quota held threads back for ",
          Text.bare(around.throttledNanos() / 1e6),
          " ms, more than 1 % of the window");
    }
  }

  private void connections() {
    var streams = trial.counters().connections();
    switch (trial.kind()) {
      case PACED, FLOOD, LADDER -> {
        opened();
        none("streams that owed something and said nothing for the last second", streams.silent());
        none("control records that can't be right", streams.contradicted());
        undue();
        refused();
      }
      case RAMP -> {
        none("control records that can't be right", streams.contradicted());
        refused();
      }
      case FAILOVER -> {
        none("streams that owed something and said nothing for the last second", streams.silent());
        none("control records that can't be right", streams.contradicted());
        undue();
      }
    }
    clock();
  }

  private void opened() {
    var streams = trial.counters().connections();
    if (streams.opened() != streams.planned()) {
      because(
          Text.count(streams.opened()),
          " of ",
          Text.count(streams.planned()),
          " planned streams opened");
    }
    none("streams refused or not connected", streams.failed());
    none("streams cut before their last token", streams.cut());
  }

  private void undue() {
    none(
        "the drain is too short: replies whose first token was not due before the end",
        trial.counters().connections().undue());
  }

  private void refused() {
    none("readers who came back and were refused", trial.counters().interruptions().refused());
  }

  private void clock() {
    var clock = trial.counters().clock();
    if (Math.abs(clock.offsetNanos()) > clock.boundNanos()) {
      because(
          "the clocks of server and crowd differ by ",
          Text.count(clock.offsetNanos()),
          " ns, more than the ",
          Text.count(clock.boundNanos()),
          " ns that the check explains");
    }
  }

  private void crowd() {
    double used = crowdCpu(trial);
    if (used > CROWD_BOUND) {
      because("the crowd used ", Text.percent(used), " of its CPU allowance, more than 80 %");
    } else if (trial.kind() == TrialKind.RAMP) {
      fullTwice();
    }
    long boundMillis = lagBoundNanos / 1_000_000;
    late(Distribution.SEND_LAG)
        .filter(late -> !late.inTime())
        .ifPresent(late ->
            because(
                late.text(" of "),
                " requests left over ",
                Text.count(boundMillis),
                " ms late, more than 1 %"));
    late(Distribution.LOOP_LAG)
        .filter(late -> !late.inTime())
        .ifPresent(late ->
            because(
                late.text(" of "),
                " times an event loop of the crowd was over ",
                Text.count(boundMillis),
                " ms late, more than 1 %"));
  }

  private void fullTwice() {
    List<Slice> slices = trial.counters().slices();
    IntStream.range(1, slices.size())
        .filter(i -> secondCpu(slices.get(i - 1)) > CROWD_BOUND)
        .filter(i -> secondCpu(slices.get(i)) > CROWD_BOUND)
        .mapToObj(slices::get)
        .findFirst()
        .ifPresent(slice ->
            because(
                "the crowd used ",
                Text.percent(secondCpu(slice)),
                " of its CPU allowance in second ",
                Text.count(slice.second()),
                " of the ramp, more than 80 % as in the one before"));
  }

  private double secondCpu(Slice slice) {
    return (double) slice.crowdCpuNanos() / trial.counters().crowd().allowedCores() / 1e9;
  }

  /// Share of its CPU allowance that the crowd used.
  static double crowdCpu(RawTrial trial) {
    var crowd = trial.counters().crowd();
    return crowd.cpuNanos() / ((double) trial.counters().windowNanos() * crowd.allowedCores());
  }

  /// How often the crowd was late; empty with fewer than a hundred values.
  Optional<Late> late(Distribution of) {
    return trial
        .distribution(of)
        .filter(buckets -> buckets.total() >= 100)
        .map(buckets -> new Late(buckets.above(lagBoundNanos), buckets.total()));
  }

  private void edges() {
    double bound = Math.max(20e6, 0.01 * trial.counters().windowNanos());
    if (trial.counters().edgeErrorNanos() > bound) {
      because(
          "CPU time was read ",
          Text.bare(trial.counters().edgeErrorNanos() / 1e6),
          " ms off an edge of the window, more than ",
          Text.bare(bound / 1e6),
          " ms");
    }
  }

  private void produced() {
    var tokens = trial.counters().tokens();
    int levels = trial.counters().memoryLevels().size();
    switch (trial.kind()) {
      case LADDER -> {
        if (levels < Slope.FEWEST_LEVELS) {
          because("the memory ladder has ", Text.count(levels), " levels, a slope needs 5");
        }
      }
      case FLOOD, RAMP, FAILOVER -> arrived(tokens.receivedInWindow());
      case PACED -> {
        long off = Math.abs(tokens.receivedInWindow() - tokens.plannedInWindow());
        if (arrived(tokens.receivedInWindow()) && off > 0.1 * tokens.plannedInWindow()) {
          because(
              "the schedule was not kept: ",
              Text.count(tokens.receivedInWindow()),
              " tokens arrived inside the window, ",
              Text.count(tokens.plannedInWindow()),
              " were planned");
        }
      }
    }
  }

  private boolean arrived(long tokens) {
    if (tokens == 0) {
      because("no token arrived inside the window");
    }
    return tokens != 0;
  }

  private void steadyState() {
    if (trial.kind() == TrialKind.RAMP || trial.kind() == TrialKind.FAILOVER) {
      return;
    }
    var busy = trial.counters().slices().stream().filter(slice -> slice.tokens() > 0).toList();
    if (busy.size() < 4
        || busy.stream().mapToLong(slice -> slice.serverCpuNanos()).sum() < 100_000_000) {
      return;
    }
    var line =
        LeastSquares.through(
            busy.stream().mapToDouble(slice -> slice.second()).toArray(),
            busy.stream()
                .mapToDouble(slice -> slice.serverCpuNanos() / 1e3 / slice.tokens())
                .toArray());
    double before = line.at(busy.getFirst().second());
    double after = line.at(busy.getLast().second());
    if (Math.abs(line.slope()) > line.reach()
        && Math.abs(after - before) > 0.25 * Math.max(before, after)) {
      because(
          "no steady state: server CPU per token went from ",
          Text.amount(before, "µs"),
          " to ",
          Text.amount(after, "µs"),
          " over the window");
    }
  }

  private void none(String what, long count) {
    if (count > 0) {
      because(what + ": ", Text.count(count));
    }
  }

  private void because(Object... pieces) {
    reasons.add(Text.of(pieces));
  }
}
