package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.reader.Offer;
import twinstream.reader.Readers;
import twinstream.reader.Target;
import twinstream.result.Distribution;
import twinstream.result.Slo;
import twinstream.scenario.Patience;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.Transport;
import twinstream.workload.Envelope;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyLength;
import twinstream.workload.Workload;

/// A crowd whose readers stall or lose their connection, against a live server of each transport.
@ParameterizedClass
@FieldSource("twinstream.transport.Transports#ALL")
class InterruptedReadersTest {
  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final int STREAMS = 12;
  private static final int TOKENS = 40;
  private static final int BUFFER_BYTES = 4_096;

  private final Transport transport;
  private final TwinServer server;

  InterruptedReadersTest(Transport transport) {
    this.transport = transport;
    server =
        new TwinServer(
                transport,
                ServerSettings.of(List.of("outbox=512", "send-buffer=" + BUFFER_BYTES)),
                0,
                0)
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void haveEachTokenOnceHoweverOftenTheirConnectionsBreak(boolean nonce) {
    var back = new Patience.Then.ComeBack(Duration.ofMillis(20), nonce);
    Workload workload =
        Workload.steady(STREAMS, 200, Duration.ofMillis(50))
            .withLengths(new ReplyLength.Constant(TOKENS));

    Seen seen = read(workload, new Patience(0.8, 8, back), 0, () -> false);

    assertThat(seen.sum(tally -> tally.received)).isEqualTo(STREAMS * TOKENS);
    assertThat(seen.faults()).isEqualTo("0 lost, 0 doubled, 0 changed, 0 contradicted, 0 cut");
    assertThat(seen.sum(tally -> tally.cuts)).isGreaterThan(STREAMS);
    assertThat(seen.sum(tally -> tally.resumed)).isEqualTo(seen.sum(tally -> tally.cuts));
    assertThat(seen.rows()).allSatisfy(ended -> assertThat(ended.row().done()).isTrue());
    assertThat(seen.gaps()).isPositive().isLessThanOrEqualTo(seen.sum(tally -> tally.cuts));
    assertThat(seen.unaccounted(server)).isZero();
  }

  @Test
  void areCutOffWhereTheyReadNothingAndTheOthersGoOn() {
    Workload workload =
        Workload.steady(STREAMS, 300, Duration.ofMillis(50)).withEnvelope(Envelope.OPENAI);
    var patience = new Patience(0.5, 20, new Patience.Then.Stall());
    long stalling =
        plan(workload).stream()
            .filter(planned -> patience.taken(planned) < planned.tokens())
            .count();

    Seen seen =
        read(
            workload,
            patience,
            BUFFER_BYTES,
            () -> server.replies().counts().overflowed.sum() == stalling);

    assertThat(stalling).isBetween(1L, STREAMS - 1L);
    assertThat(seen.sum(tally -> tally.stalled)).isEqualTo(stalling);
    assertThat(server.replies().counts().overflowed.sum()).isEqualTo(stalling);
    assertThat(seen.faults()).isEqualTo("0 lost, 0 doubled, 0 changed, 0 contradicted, 0 cut");
    assertThat(seen.sum(tally -> tally.silent)).isZero();
    assertThat(seen.rows())
        .filteredOn(ended -> ended.row().outcome().equals("running"))
        .hasSize(STREAMS - (int) stalling)
        .allSatisfy(ended -> assertThat(ended.row().received()).isGreaterThan(100));
    assertThat(seen.unaccounted(server)).isZero();
  }

  private static List<PlannedReply> plan(Workload workload) {
    return workload.plan(7, Duration.ofSeconds(1));
  }

  private Seen read(
      Workload workload, Patience patience, int receiveBytes, BooleanSupplier untilThen) {
    long startNanos = System.nanoTime();
    var window = new Window(startNanos, startNanos + AT_MOST.toNanos());
    var target =
        new Target(
            new InetSocketAddress("127.0.0.1", server.port()),
            "/",
            false,
            4,
            Offer.OFF,
            receiveBytes);
    try (var crowd =
        new EventLoopCrowd(
            2,
            Readers.of(transport.name()),
            Route.to(target),
            workload,
            patience,
            window,
            Slo.CHAT,
            false)) {
      crowd.ask(plan(workload), startNanos);
      // All have arrived by then; the plan's horizon is behind the last arrival.
      Crowd.await(() -> crowd.awaitingFirst() > 0, AT_MOST);
      Crowd.await(
          () -> (crowd.awaitingEnd() == 0 && alive() == 0) || untilThen.getAsBoolean(), AT_MOST);
      crowd.stopAsking();
      Crowd.await(() -> crowd.opening() == 0, AT_MOST);
      List<Tally> tallies = crowd.stop();
      Crowd.await(() -> alive() == 0, AT_MOST);
      return new Seen(tallies);
    }
  }

  private int alive() {
    return server.replies().alive();
  }

  private record Seen(List<Tally> tallies) {
    long sum(ToLongFunction<Tally> of) {
      return tallies.stream().mapToLong(of).sum();
    }

    List<Tally.Ended> rows() {
      return tallies.stream().flatMap(tally -> tally.rows.stream()).toList();
    }

    long gaps() {
      return sum(tally ->
          Objects.requireNonNull(tally.distributions.get(Distribution.RESUME_GAP)).getTotalCount());
    }

    String faults() {
      return "%d lost, %d doubled, %d changed, %d contradicted, %d cut"
          .formatted(
              sum(tally -> tally.lost),
              sum(tally -> tally.doubled),
              sum(tally -> tally.changed),
              sum(tally -> tally.contradicted),
              sum(tally -> tally.cut));
    }

    long unaccounted(TwinServer server) {
      Map<String, List<Abandoned.Departure>> departures = new HashMap<>();
      server
          .replies()
          .departures()
          .latest()
          .forEach(left ->
              departures
                  .computeIfAbsent(left.reply(), _ -> new ArrayList<>())
                  .add(new Abandoned.Departure(left.next(), left.lastNanos())));
      var counts = server.replies().counts();
      return counts.tokens.sum()
          + counts.dropped.sum()
          - sum(tally -> tally.received)
          - new Abandoned(departures, true).inFlight(rows());
    }
  }
}
