package twinstream.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import twinstream.result.Slo;

/// Users of any endpoint that streams tokens, wherever it is: `twinstream.url` as `https://…` for
/// server-sent events, as `wss://…` for a WebSocket. Nothing is known of when its tokens are due,
/// so what is told is the time to first token, the gaps, and the time per token; and a Gatling
/// assertion holds 99 of 100 replies to a service level. Runs on injectors that are elsewhere, too.
///
/// | property | meaning | unless set |
/// | --- | --- | --- |
/// | `twinstream.url` | what each user asks for | must be set |
/// | `twinstream.users-per-second` | rate of arrivals | 1 |
/// | `twinstream.warm` | seconds of users who are not judged, while the injector warms up | 10 |
/// | `twinstream.seconds` | for how long users come after that | 30 |
/// | `twinstream.reply-seconds` | longest wait for a reply's end | 60 |
/// | `twinstream.slo` | `chat`, `conversational`, `interactive` or `reasoning` | `chat` |
public final class EndpointSimulation extends Simulation {
  private static final String TIMES = "times";
  private static final String SERVICE_LEVEL = "within the service level";
  private static final double MAY_MISS_PERCENT = 1;

  private final TokenTimes.Totals totals = new TokenTimes.Totals();
  private final TokenTimes.Totals unjudged = new TokenTimes.Totals();
  private final Slo slo = Slo.named(System.getProperty("twinstream.slo", "chat"));
  private final String url =
      Objects.requireNonNull(
          System.getProperty("twinstream.url"), "set -Dtwinstream.url=https://…");
  private final Duration patience = Duration.ofSeconds(Task.whole("twinstream.reply-seconds", 60));

  /// As Gatling wants it.
  public EndpointSimulation() {
    double rate = Task.number("twinstream.users-per-second", 1);
    Duration warm = Duration.ofSeconds(Task.whole("twinstream.warm", 10));
    Duration measured = Duration.ofSeconds(Task.whole("twinstream.seconds", 30));
    setUp(
            scenario("warm-up")
                .exec(user(unjudged))
                .injectOpen(constantUsersPerSec(rate).during(warm)),
            scenario("users")
                .exec(user(totals).exec(group(SERVICE_LEVEL).on(exec(this::judge))))
                .injectOpen(nothingFor(warm), constantUsersPerSec(rate).during(measured)))
        .protocols(http.disableWarmUp())
        .assertions(details(SERVICE_LEVEL).failedRequests().percent().lte(MAY_MISS_PERCENT));
  }

  private ChainBuilder user(TokenTimes.Totals of) {
    return exec(user -> user.set(TIMES, new TokenTimes(of))).exec(stream());
  }

  private ChainBuilder stream() {
    Function<Session, String> address = _ -> url;
    return String.valueOf(URI.create(url).getScheme()).startsWith("ws")
        ? TokenStream.webSocket(address, EndpointSimulation::times, patience)
            .exec(TokenStream.leaveWebSocket())
        : TokenStream.serverSentEvents(address, EndpointSimulation::times, patience)
            .exec(TokenStream.leaveServerSentEvents());
  }

  private Session judge(Session user) {
    return times(user).kept(slo.ttftNanos(), slo.tpotNanos()) ? user : user.markAsFailed();
  }

  private static TokenTimes times(Session user) {
    return Objects.requireNonNull(user.<TokenTimes>get(TIMES), TIMES);
  }

  @Override
  public void after() {
    tell("time to first token", totals.firstTokens());
    tell("inter-chunk latency", totals.gaps());
    tell("time per token", totals.perTokens());
  }

  private static void tell(String what, Histogram nanos) {
    System.out.printf(
        "%-20s %,9d values, p50 %,.2f ms, p90 %,.2f ms, p99 %,.2f ms, most %,.2f ms%n",
        what,
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(90) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6,
        nanos.getMaxValue() / 1e6);
  }
}
