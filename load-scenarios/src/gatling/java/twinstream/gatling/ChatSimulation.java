package twinstream.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;
import twinstream.workload.Arrivals;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyLength;
import twinstream.workload.Trace;
import twinstream.workload.Workload;

/// Users of a chat service, who come when the users of a real one came, whether or not the server
/// keeps up. Each opens a connection, asks for one reply, hears it to its end and goes.
///
/// Gatling's own times have whole milliseconds and do not see single tokens. So the condition of a
/// check, which Gatling evaluates for every message on the thread that read it, hands each message
/// to a [HeardReply] with a reading of the nanosecond clock. Settings: see [RunSettings].
public class ChatSimulation extends Simulation {
  private static final String REPLY = "reply";
  private static final String ALL_TOKENS = "all tokens";
  private static final Duration GRACE = Duration.ofSeconds(10);
  // One second's: a warm-up must not last as long as the longest reply.
  private static final int WARM_UP_TOKENS = 60;
  // Gatling nests one iterator for each step of a population, and a deep nest overflows its stack.
  private static final int USERS_PER_POPULATION = 200;

  private final RunSettings settings = RunSettings.ofSystemProperties();
  private final Workload workload = workload(settings);
  private final List<PlannedReply> plan =
      workload.plan(settings.seed(), Duration.ofSeconds(settings.seconds()));
  private final Observations seen = new Observations();
  private final AtomicInteger arrived = new AtomicInteger();
  private @Nullable TwinServer ownServer;
  private @Nullable URI server = settings.server();

  public ChatSimulation() {
    if (plan.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody comes within %d s at speed %s; set twinstream.seconds or twinstream.speed higher"
              .formatted(settings.seconds(), settings.speed()));
    }
    var set = setUp(populations()).protocols(http.disableWarmUp());
    if (!settings.isWarmUp()) {
      set.assertions(
          global().failedRequests().count().is(0L),
          details(ALL_TOKENS).successfulRequests().count().is((long) plan.size()));
    }
  }

  private static Workload workload(RunSettings settings) {
    Workload chat = Workload.chat();
    var arrivals = new Arrivals.FromTrace(Trace.conversation(), settings.speed());
    ReplyLength lengths =
        settings.isWarmUp() ? new ReplyLength.Constant(WARM_UP_TOKENS) : chat.lengths();
    return new Workload(chat.name(), arrivals, lengths, chat.pacing(), chat.envelope());
  }

  private List<PopulationBuilder> populations() {
    List<PopulationBuilder> populations = new ArrayList<>();
    for (int from = 0; from < plan.size(); from += USERS_PER_POPULATION) {
      int to = Math.min(from + USERS_PER_POPULATION, plan.size());
      populations.add(
          scenario("users from " + from).exec(user()).injectOpen(arrivals(plan.subList(from, to))));
    }
    return populations;
  }

  private static OpenInjectionStep[] arrivals(List<PlannedReply> replies) {
    List<OpenInjectionStep> steps = new ArrayList<>();
    long nowNanos = 0;
    for (PlannedReply reply : replies) {
      if (reply.arrivalNanos() > nowNanos) {
        steps.add(nothingFor(Duration.ofNanos(reply.arrivalNanos() - nowNanos)));
        nowNanos = reply.arrivalNanos();
      }
      steps.add(atOnceUsers(1));
    }
    return steps.toArray(OpenInjectionStep[]::new);
  }

  private ChainBuilder user() {
    return exec(user -> user.set(REPLY, ask())).exec(hear());
  }

  // The user who comes next has the next reply of the plan.
  private HeardReply ask() {
    PlannedReply planned = plan.get(arrived.getAndIncrement());
    return new HeardReply(planned, workload.request(planned), seen, System.nanoTime());
  }

  private ChainBuilder hear() {
    return switch (settings.transport()) {
      case "sse-h1" ->
          exec(
              sse("open")
                  .get(user -> url("http", user))
                  .await(ChatSimulation::patience)
                  .on(
                      sse.checkMessage(ALL_TOKENS)
                          .matching(over(ChatSimulation::data))
                          .check(whole())),
              sse("close").close());
      case "ws-h1" ->
          exec(
              ws("open")
                  .connect(user -> url("ws", user))
                  .await(ChatSimulation::patience)
                  .on(
                      ws.checkTextMessage(ALL_TOKENS)
                          .matching(over(UnaryOperator.identity()))
                          .check(whole())),
              ws("close").close());
      default ->
          throw new IllegalArgumentException(
              "twinstream.transport must be sse-h1 or ws-h1, but is \"%s\""
                  .formatted(settings.transport()));
    };
  }

  private String url(String scheme, Session user) {
    if (server == null) {
      throw new IllegalStateException("no server was started");
    }
    return "%s://%s/stream?%s"
        .formatted(scheme, server.getAuthority(), reply(user).request().query());
  }

  private static Duration patience(Session user) {
    return reply(user).length().plus(GRACE);
  }

  /// The hook of every message. What it returns only says whether to go on listening.
  private static CheckBuilder.Final over(UnaryOperator<String> unframed) {
    return bodyString()
        .transformWithSession((String message, Session user) -> {
          long nowNanos = System.nanoTime();
          return reply(user).take(unframed.apply(message), nowNanos);
        })
        .is(true);
  }

  private static CheckBuilder.Final whole() {
    return bodyString()
        .transformWithSession((String _, Session user) -> reply(user).verdict())
        .is(HeardReply.WHOLE);
  }

  private static HeardReply reply(Session user) {
    return Objects.requireNonNull(user.<HeardReply>get(REPLY), REPLY);
  }

  // Gatling makes JSON of an event, with the data as it is; only the control record's `retry` may
  // stand behind it.
  private static String data(String event) {
    String name = "\"data\":";
    int start = event.indexOf(name);
    if (start < 0) {
      return event;
    }
    int retry = event.lastIndexOf(",\"retry\":");
    int end = retry > start ? retry : event.length() - 1;
    return event.substring(start + name.length(), end);
  }

  @Override
  public void before() {
    if (server == null) {
      ownServer =
          new TwinServer(Transports.named(settings.transport()), Limits.STANDARD, 0, 0).start();
      server = URI.create("http://127.0.0.1:" + ownServer.port());
    }
  }

  @Override
  public void after() {
    if (ownServer != null) {
      ownServer.close();
    }
    if (!settings.isWarmUp()) {
      String json = RunResult.of(settings, String.valueOf(server), workload, plan, seen).json();
      try {
        if (settings.out() == null) {
          System.out.print(json);
        } else {
          Files.writeString(settings.out(), json);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
