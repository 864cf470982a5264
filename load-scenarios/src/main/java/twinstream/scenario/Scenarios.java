package twinstream.scenario;

import static twinstream.result.Metric.BALANCED_AFTER;
import static twinstream.result.Metric.CANCEL_P90;
import static twinstream.result.Metric.HEAP_PER_STREAM;
import static twinstream.result.Metric.IMBALANCE;
import static twinstream.result.Metric.LATENESS_P50;
import static twinstream.result.Metric.LATENESS_P99;
import static twinstream.result.Metric.LONGEST_GAP;
import static twinstream.result.Metric.PEAK_TOKENS;
import static twinstream.result.Metric.REPLIES_LOST;
import static twinstream.result.Metric.RESUME_GAP_P50;
import static twinstream.result.Metric.SCALING_EFFICIENCY;
import static twinstream.result.Metric.SERVER_CPU_PER_TOKEN;
import static twinstream.result.Metric.STREAMS_AT_SLO;
import static twinstream.result.Metric.THROUGHPUT;
import static twinstream.result.Metric.TOKENS_LOST;
import static twinstream.result.Metric.TOKENS_WASTED;
import static twinstream.result.Metric.TTFT_P50;
import static twinstream.result.Metric.TTFT_P90;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import twinstream.balance.Balancers;
import twinstream.result.Slo;
import twinstream.result.TrialKind;
import twinstream.workload.Envelope;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Workload;

/// Index of all scenarios.
public final class Scenarios {
  /// In the order of lists and reports.
  public static final List<Scenario> ALL =
      List.of(
          new Scenario(
              "steady",
              "Do tokens of an even pace come sooner, or cost less, on one of the transports?",
              paced("streams", 500, "rate", 30, "opening", 3),
              Scenarios::steady,
              List.of(LATENESS_P50, LATENESS_P99, SERVER_CPU_PER_TOKEN)),
          new Scenario(
              "chat",
              "The same for people who come, ask and read, as recorded at a chat service.",
              with(traced(), "turns", 1, "think", 2),
              Scenarios::chat,
              List.of(LATENESS_P50, LATENESS_P99, TTFT_P50, TTFT_P90, SERVER_CPU_PER_TOKEN)),
          new Scenario(
              "code",
              "The same for code completion: long questions, short answers.",
              traced(),
              settings ->
                  traced(
                      settings, Workload.code(speed(settings), rate(settings), prefill(settings))),
              List.of(LATENESS_P50, LATENESS_P99, TTFT_P50, TTFT_P90, SERVER_CPU_PER_TOKEN)),
          new Scenario(
              "cancel",
              "How soon does the server stop when people leave in the midst of a reply?",
              with(traced(), "leaving", 0.5),
              Scenarios::chat,
              List.of(CANCEL_P90, TOKENS_WASTED)),
          new Scenario(
              "slow-readers",
              "Do a few readers who stop reading harm the others, or the server's memory?",
              with(
                  paced(
                      "streams", 1_000, "rate", 30, "opening", 3, "stalled", 0.05, "stall-by", 150),
                  // Small, so that those who stall have filled all of them within the window; by
                  // itself the kernel would take megabytes for each.
                  "outbox",
                  256,
                  "send-buffer",
                  16_384,
                  Factors.RECEIVE_BUFFER,
                  16_384),
              settings ->
                  paced(
                      settings,
                      Workload.steady(streams(settings), rate(settings), opening(settings))
                          .withEnvelope(Envelope.OPENAI)),
              List.of(LATENESS_P50, LATENESS_P99)),
          new Scenario(
              "resume",
              "How long is a reader without tokens whose connection breaks and who comes back?",
              with(traced(), "cut", 0.3, "retry", 50, "nonce", "on"),
              Scenarios::chat,
              List.of(RESUME_GAP_P50)),
          new Scenario(
              "engine-step",
              "And when all streams get their tokens at once, as inference engines emit them?",
              paced("streams", 500, "rate", 30, "opening", 3),
              Scenarios::engineStep,
              List.of(LATENESS_P50, LATENESS_P99, SERVER_CPU_PER_TOKEN)),
          new Scenario(
              "read-heavy",
              "Do many readers of sparse writes cost less, or hear sooner, on one of the transports?",
              paced("streams", 2_000, "rate", 1, "opening", 8),
              Scenarios::steady,
              List.of(LATENESS_P50, LATENESS_P99, SERVER_CPU_PER_TOKEN)),
          new Scenario(
              "broadcast",
              "And when each write goes to all of them at the same moment?",
              paced("streams", 1_000, "rate", 2, "opening", 3),
              Scenarios::engineStep,
              List.of(LATENESS_P50, LATENESS_P99, SERVER_CPU_PER_TOKEN)),
          new Scenario(
              "connection-storm",
              "How soon have readers their first token who come in a storm, for a few tokens each?",
              paced("arrivals", 200, "tokens", 5, "rate", 60),
              settings ->
                  paced(
                      settings,
                      Workload.storm(
                          settings.number("arrivals", 0.1, 5_000),
                          settings.whole("tokens", 1, ReplyRequest.MAX_TOKENS),
                          rate(settings))),
              List.of(TTFT_P50, TTFT_P90, SERVER_CPU_PER_TOKEN)),
          new Scenario(
              "flood",
              "How many tokens per second can one server core push, one write per token?",
              withFactors(Settings.of("streams", 8, "warm", 6, "window", 10)),
              settings ->
                  new Load.Flooded(
                      Workload.flood(streams(settings), Duration.ofMillis(100)),
                      warm(settings),
                      window(settings)),
              List.of(THROUGHPUT)),
          new Scenario(
              "idle-memory",
              "What does an open stream cost in memory while nothing is said on it?",
              withFactors(Settings.of("levels", 5, "step", 1000, "settle", 0.5)),
              Scenarios::ladder,
              List.of(HEAP_PER_STREAM)),
          new Scenario(
              "scale-efficiency",
              "How much more do N servers carry than one?",
              with(
                  paced("streams", 60, "ramp", 20, "rate", 30, "opening", 1.5),
                  "warm",
                  9,
                  "warm-per-node",
                  4,
                  "warming",
                  2_400,
                  // A node of a tenth of a core waits for its quota nine tenths of the time, and a
                  // stricter bound would tell of nothing else.
                  "slo",
                  "conversational",
                  "window",
                  18,
                  "drain",
                  1,
                  "until-done",
                  0,
                  Nodes.COUNT,
                  1,
                  "balancer",
                  Balancers.READER,
                  "limit",
                  "auto",
                  "node-quota",
                  0.1,
                  "admission",
                  300),
              Scenarios::ramp,
              List.of(SCALING_EFFICIENCY, STREAMS_AT_SLO, PEAK_TOKENS),
              IntStream.rangeClosed(1, 8).mapToObj(count -> Nodes.COUNT + "=" + count).toList()),
          new Scenario(
              "scale-out",
              "How soon do servers that join carry their share, by how long streams are held?",
              with(
                  held("streams", 300, "tokens", 150, "nodes", 4),
                  "joining",
                  1,
                  "join-after",
                  5,
                  "drain",
                  2,
                  "until-done",
                  0),
              settings -> held(settings, Patience.ENDLESS, TrialKind.PACED),
              List.of(IMBALANCE, BALANCED_AFTER),
              List.of("held=turn", "held=conversation")),
          new Scenario(
              "rolling-restart",
              "What do readers lose while servers are replaced one after the other?",
              with(
                  comingBack(held("streams", 300, "tokens", 300, "nodes", 3)),
                  "restart-after",
                  2,
                  "node-drain",
                  4),
              settings -> held(settings, comesBack(settings, 0), TrialKind.FAILOVER),
              List.of(TOKENS_LOST, LONGEST_GAP)),
          new Scenario(
              "node-kill",
              "And when a server is killed under them?",
              with(comingBack(held("streams", 300, "tokens", 300, "nodes", 3)), "kill-after", 5),
              settings -> held(settings, comesBack(settings, 0), TrialKind.FAILOVER),
              List.of(TOKENS_LOST, RESUME_GAP_P50)),
          new Scenario(
              "sticky",
              "Must readers who come back find the server that they had, if it alone has their state?",
              with(
                  comingBack(held("streams", 300, "tokens", 300, "nodes", 3)),
                  "cut",
                  0.3,
                  Factors.STATE,
                  "node",
                  Factors.LOG,
                  "memory"),
              settings ->
                  held(
                      settings,
                      comesBack(settings, settings.number("cut", 0, 1)),
                      TrialKind.FAILOVER),
              List.of(REPLIES_LOST, RESUME_GAP_P50),
              List.of("state=node", "state=sticky", "state=shared")));

  private Scenarios() {}

  /// @throws IllegalArgumentException naming the known ones
  public static Scenario named(String name) {
    return ALL.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "scenario must be one of %s, but is \"%s\""
                    .formatted(
                        String.join(", ", ALL.stream().map(Scenario::name).toList()), name)));
  }

  private static Settings paced(Object... own) {
    return withFactors(
        with(
            Settings.of(own),
            "warm",
            10,
            "window",
            20,
            "drain",
            30,
            "until-done",
            1,
            "slo",
            "chat"));
  }

  private static Settings traced() {
    return paced("speed", 20, "rate", 60, "prefill", 20_000, "warming", 0);
  }

  private static Settings withFactors(Settings some) {
    Map<String, String> all = new LinkedHashMap<>(some.values());
    all.putAll(Factors.STANDARD.values());
    return new Settings(all);
  }

  private static Settings with(Settings some, Object... more) {
    Map<String, String> all = new LinkedHashMap<>(some.values());
    all.putAll(Settings.of(more).values());
    return new Settings(all);
  }

  private static Load.Paced paced(Settings settings, Workload workload) {
    return paced(settings, workload, warm(settings), patience(settings), TrialKind.PACED);
  }

  private static Load.Paced paced(
      Settings settings, Workload workload, Duration warm, Patience patience, TrialKind purpose) {
    var _ = Slo.of(settings.values());
    if (settings.values().containsKey("opening")
        && opening(settings).compareTo(warm(settings)) > 0) {
      throw new IllegalArgumentException(
          "opening must be at most warm (%s s), so that all streams are open in the window, but is \"%s\"; set both"
              .formatted(settings.values().get("warm"), settings.values().get("opening")));
    }
    return new Load.Paced(
        workload,
        warm,
        window(settings),
        settings.seconds("drain", 0.2, 600),
        settings.whole("until-done", 0, 1) == 1,
        patience,
        turns(settings),
        purpose);
  }

  private static Patience patience(Settings settings) {
    if (settings.values().containsKey("leaving")) {
      return new Patience(settings.number("leaving", 0, 1));
    }
    if (settings.values().containsKey("stalled")) {
      return new Patience(
          settings.number("stalled", 0, 1),
          settings.whole("stall-by", 1, ReplyRequest.MAX_TOKENS),
          new Patience.Then.Stall());
    }
    if (settings.values().containsKey("cut")) {
      var retry = Duration.ofMillis(settings.whole("retry", 1, 60_000));
      return new Patience(
          settings.number("cut", 0, 1),
          ReplyRequest.MAX_TOKENS,
          new Patience.Then.ComeBack(retry, settings.isOn("nonce")));
    }
    return Patience.ENDLESS;
  }

  private static Turns turns(Settings settings) {
    return settings.values().containsKey("turns")
        ? new Turns(settings.whole("turns", 1, 100), settings.seconds("think", 0, 600))
        : Turns.ONE;
  }

  private static Settings held(Object... own) {
    return with(
        paced(own),
        "rate",
        30,
        "opening",
        3,
        "held",
        "turn",
        "conversation",
        12,
        // The window is approached in a third of it, and each of several servers asked meanwhile.
        "warm",
        15,
        "window",
        40,
        "balancer",
        Balancers.READER);
  }

  private static Settings comingBack(Settings some) {
    return with(some, "retry", 100, "nonce", "on", Factors.LOG, "redis");
  }

  private static Load chat(Settings settings) {
    return traced(settings, Workload.chat(speed(settings), rate(settings), prefill(settings)));
  }

  // At the pace of a trace it takes minutes until what opens a stream is compiled.
  private static Load traced(Settings settings, Workload workload) {
    int warming = settings.whole("warming", 0, 100_000);
    // Who warms up would go on to further turns, near the window or in it.
    if (warming > 0 && turns(settings).count() > 1) {
      throw new IllegalArgumentException(
          "warming must be 0 where users have several turns, but is %d; set turns to 1 or warming to 0"
              .formatted(warming));
    }
    return paced(
        settings, warming == 0 ? workload : workload.warmed(warming, warm(settings).dividedBy(2)));
  }

  private static Load steady(Settings settings) {
    return paced(settings, Workload.steady(streams(settings), rate(settings), opening(settings)));
  }

  private static Load engineStep(Settings settings) {
    return paced(
        settings, Workload.engineStep(streams(settings), rate(settings), opening(settings)));
  }

  // Each server is warmed up by as many replies, begins with as many streams, and gets as many more
  // as one alone would. Many have more time for the first, as they share the same cores.
  private static Load ramp(Settings settings) {
    int nodes = settings.whole(Nodes.COUNT, 1, 8);
    Duration warm =
        warm(settings).plus(settings.seconds("warm-per-node", 0, 60).multipliedBy(nodes));
    int warming = settings.whole("warming", 0, 10_000);
    if (Nodes.of(settings).limit() == Nodes.Limit.ADMISSION) {
      // Who is turned away in the warm-up warms up nothing, and takes the place of those who stay.
      // At most a quarter of those who warm up is open at a time.
      warming = Math.min(warming, 2 * (settings.whole("admission", 1, 19_000) - streams(settings)));
    }
    return paced(
        settings,
        Workload.ramp(
            nodes * Math.max(0, warming),
            nodes * streams(settings),
            rate(settings),
            opening(settings),
            warm,
            nodes * settings.number("ramp", 0, 1_000)),
        warm,
        patience(settings),
        TrialKind.RAMP);
  }

  // A stream is held for one turn of a conversation, or for all of them.
  private static Load held(Settings settings, Patience patience, TrialKind purpose) {
    int tokens = settings.whole("tokens", 2, 10_000);
    int turns = settings.whole("conversation", 1, 1_000);
    int held =
        switch (settings.values().getOrDefault("held", "")) {
          case "turn" -> tokens;
          case "conversation" -> Math.min(tokens * turns, ReplyRequest.MAX_TOKENS);
          default ->
              throw new IllegalArgumentException(
                  "held must be turn or conversation, but is \"%s\""
                      .formatted(settings.values().get("held")));
        };
    return paced(
        settings,
        Workload.held(streams(settings), held, rate(settings), opening(settings)),
        warm(settings),
        patience,
        purpose);
  }

  private static Patience comesBack(Settings settings, double cut) {
    var retry = Duration.ofMillis(settings.whole("retry", 1, 60_000));
    return new Patience(
        cut,
        ReplyRequest.MAX_TOKENS,
        new Patience.Then.ComeBack(retry, settings.isOn("nonce"), true));
  }

  private static Load ladder(Settings settings) {
    int step = settings.whole("step", 1, 4_000);
    int levels = settings.whole("levels", 5, 20);
    return new Load.Ladder(
        IntStream.rangeClosed(1, levels).mapToObj(level -> level * step).toList(),
        settings.seconds("settle", 0.1, 60));
  }

  private static int streams(Settings settings) {
    return settings.whole("streams", 1, 19_000);
  }

  private static int rate(Settings settings) {
    return settings.whole("rate", 1, 10_000);
  }

  private static double speed(Settings settings) {
    return settings.number("speed", 0.1, 1_000);
  }

  private static int prefill(Settings settings) {
    return settings.whole("prefill", 100, 10_000_000);
  }

  private static Duration opening(Settings settings) {
    return settings.seconds("opening", 0, 600);
  }

  private static Duration warm(Settings settings) {
    return settings.seconds("warm", 0.5, 600);
  }

  private static Duration window(Settings settings) {
    return settings.seconds("window", 0.5, 600);
  }
}
