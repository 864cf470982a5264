package twinstream.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import twinstream.transport.Transports;
import twinstream.trial.Visit;

/// Any scenario of arriving users, by the property `twinstream.scenario`; the simulations named
/// after scenarios are this one with a name. Each user arrives when the plan says so, whether or
/// not the server keeps up, does what the scenario says, and has each token checked for index,
/// order and content, on the nanosecond clock.
///
/// Under Maven it starts a server (or takes `twinstream.url`) and leaves a result under
/// `target/gatling`; `./bench gatling` starts it as the crowd of a trial. Settings: [Task].
public class ScenarioSimulation extends Simulation {
  private static final String VISIT = "visit";
  private static final String BEGUN = "begun";
  // Gatling nests one iterator for each step of a population, and a deep nest overflows its stack.
  private static final int USERS_PER_POPULATION = 200;
  // Gatling does not tell when its own clock began, nor how late it is. Users who do nothing tell
  // it,
  // all the time; over a second at first, as it rounds each second's arrivals to whole milliseconds
  // in its own way.
  private static final int TICKS_PER_SECOND = 50;
  private static final long TICK_NANOS = 1_000_000_000 / TICKS_PER_SECOND;
  private static final Duration LEAD = Duration.ofSeconds(2);

  private final Task task;
  private final AtomicLong beganNanos = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong ticks = new AtomicLong();

  /// The scenario of the property `twinstream.scenario`.
  public ScenarioSimulation() {
    this(Task.scenarioProperty(), Task.transportProperty());
  }

  /// @param transport that the users read over, unless the task names another
  ScenarioSimulation(String scenario, String transport) {
    task = Task.of(scenario, transport);
    List<PopulationBuilder> populations = new ArrayList<>();
    populations.add(
        scenario("clock")
            .exec(exec(this::tick))
            .injectOpen(
                constantUsersPerSec(TICKS_PER_SECOND)
                    .during(LEAD.plus(task.visitors().horizon()))));
    List<Long> arrivals = task.visitors().arrivalsNanos();
    for (int from = 0; from < arrivals.size(); from += USERS_PER_POPULATION) {
      int to = Math.min(from + USERS_PER_POPULATION, arrivals.size());
      populations.add(
          scenario("users from " + from)
              .exec(user())
              .injectOpen(arrivals(arrivals.subList(from, to))));
    }
    setUp(populations)
        .protocols(http.disableWarmUp())
        // A user who waits for a token that never comes must not keep the others.
        .maxDuration(task.visitors().longestReply());
  }

  // The clock of the plan begins where the least late of them says that Gatling's did.
  private Session tick(Session user) {
    long nanos = ticks.getAndIncrement() * TICK_NANOS;
    long began = beganNanos.accumulateAndGet(System.nanoTime() - nanos, Math::min);
    if (nanos == TICK_NANOS * (TICKS_PER_SECOND - 1)) {
      task.visitors().beginAt(began + LEAD.toNanos());
    }
    task.visitors().tick(nanos - LEAD.toNanos());
    return user;
  }

  private static OpenInjectionStep[] arrivals(List<Long> nanos) {
    List<OpenInjectionStep> steps = new ArrayList<>();
    long now = -LEAD.toNanos();
    for (long arrival : nanos) {
      if (arrival > now) {
        steps.add(nothingFor(Duration.ofNanos(arrival - now)));
        now = arrival;
      }
      steps.add(atOnceUsers(1));
    }
    return steps.toArray(OpenInjectionStep[]::new);
  }

  private ChainBuilder user() {
    return exec(this::arrive)
        .exec(
            asLongAs(user -> visit(user).goesOn())
                .on(
                    pause(user -> Duration.ofNanos(visit(user).pauseNanos())),
                    exec(user -> user.set(BEGUN, visit(user).begin())),
                    doIf(user -> user.getBoolean(BEGUN))
                        .then(
                            doIfOrElse(user ->
                                    Transports.named(visit(user).transport()).asksByMessage())
                                .then(messages())
                                .orElse(events()))));
  }

  private Session arrive(Session user) {
    Visit visit = task.visitors().arrive();
    if (visit.goesOn()) {
      task.way().prepare(visit);
    }
    return user.set(VISIT, visit);
  }

  private ChainBuilder events() {
    return exec(
        TokenStream.serverSentEvents(
            user -> task.way().url("http", visit(user)), ScenarioSimulation::listener, patience()),
        TokenStream.leaveServerSentEvents(),
        exec(user -> heard(user, true)));
  }

  private ChainBuilder messages() {
    return exec(
        doIfOrElse(user -> visit(user).isOpen())
            .then(
                TokenStream.askOnWebSocket(
                    user -> visit(user).question(), ScenarioSimulation::listener, patience()))
            .orElse(
                TokenStream.webSocket(
                    user -> task.way().url("ws", visit(user)),
                    ScenarioSimulation::listener,
                    patience())),
        doIf(user -> visit(user).leaves())
            .then(TokenStream.leaveWebSocket().exec(user -> heard(user, true))),
        doIf(user -> !visit(user).leaves()).then(exec(user -> heard(user, false))));
  }

  private Duration patience() {
    return task.visitors().longestReply();
  }

  private static Session heard(Session user, boolean closed) {
    visit(user).heard(closed);
    return user;
  }

  private static TokenStream.Listener listener(Session user) {
    Visit visit = visit(user);
    return message -> visit.hear(message.data(), message.id(), message.nanos());
  }

  private static Visit visit(Session user) {
    return Objects.requireNonNull(user.<Visit>get(VISIT), VISIT);
  }

  @Override
  public void before() {
    task.before();
  }

  @Override
  public void after() {
    task.after();
  }
}
