package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.delivery.DeliveryCounts;
import twinstream.delivery.Limits;
import twinstream.delivery.Overflow;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;

/// A reader that goes away stops its reply within 50 ms, however it goes. What misses that bound by
/// a defect misses it by seconds: by the next heartbeat, or by the idle time-out.
class PromptDepartureTest {
  private static final Duration PROMPTLY = Duration.ofMillis(50);
  // The machine may be busy with something else just then.
  private static final int ATTEMPTS = 10;

  /// How a reader leaves.
  enum Way {
    FIN {
      @Override
      void leave(TestReader reader) throws IOException {
        reader.client().close();
      }
    },
    RST {
      @Override
      void leave(TestReader reader) throws IOException {
        reader.client().reset();
      }
    },
    RST_STREAM {
      @Override
      void leave(TestReader reader) throws IOException {
        reader.cancel();
      }
    },
    CLOSE {
      @Override
      void leave(TestReader reader) throws IOException {
        ((TestWebSocket) reader).send(TestWebSocket.FIN | TestWebSocket.CLOSE, NORMAL);
      }
    };

    private static final byte[] NORMAL = {0x03, (byte) 0xE8};

    abstract void leave(TestReader reader) throws IOException;

    boolean existsOn(Transport transport) {
      return switch (this) {
        case FIN, RST -> true;
        case RST_STREAM -> transport.name().endsWith("-h2");
        case CLOSE -> transport.name().startsWith("ws-");
      };
    }
  }

  private @Nullable TwinServer started;

  private TwinServer serve(Transport transport, ServerSettings settings) {
    started = new TwinServer(transport, settings, 0, 0).start();
    return started;
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  static Stream<Arguments> waysAndTargets() {
    return Transports.ALL.stream()
        .flatMap(transport ->
            Stream.of(Way.values())
                .filter(way -> way.existsOn(transport))
                .flatMap(way ->
                    Stream.of("/stream?tokens=9&first=600000", "/stream?tokens=9999&rate=200")
                        .map(target -> Arguments.of(transport.name(), way, target))));
  }

  @ParameterizedTest
  @MethodSource("waysAndTargets")
  void stopsTheReplyOfAReaderWhoLeaves(String name, Way way, String target) throws IOException {
    Transport transport = Transports.named(name);
    TwinServer server = serve(transport, ServerSettings.STANDARD);
    long bestNanos = Long.MAX_VALUE;
    int attempts = 0;
    while (bestNanos > PROMPTLY.toNanos() && attempts < ATTEMPTS) {
      bestNanos = Math.min(bestNanos, departure(server, transport, way, target));
      attempts++;
    }
    assertThat(Duration.ofNanos(bestNanos)).isLessThanOrEqualTo(PROMPTLY);
    DeliveryCounts counts = server.replies().counts();
    assertThat(counts.cancelled.sum()).isEqualTo(attempts);
    assertThat(counts.completed.sum() + counts.overflowed.sum()).isZero();
    assertThat(server.replies().departures().all()).isEqualTo(attempts);
  }

  // From the leaving to the moment when no reply is alive, ns.
  private static long departure(TwinServer server, Transport transport, Way way, String target)
      throws IOException {
    try (TestReader reader = TestReader.open(transport, server.port(), target)) {
      assertThat(reader.must().kind()).isEqualTo(TestReader.Kind.START);
      long startNanos = System.nanoTime();
      way.leave(reader);
      eventually("no reply is alive", () -> server.replies().alive() == 0);
      long tookNanos = System.nanoTime() - startNanos;
      eventually("no stream is open", () -> server.replies().counts().open() == 0);
      return tookNanos;
    }
  }

  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#ALL")
  void countsTheTokensThatWaitedForAReaderWhoLeft(Transport transport) throws IOException {
    TwinServer server =
        serve(
            transport,
            ServerSettings.STANDARD.withLimits(
                Limits.STANDARD.withOutbox(200_000, Overflow.DISCONNECT)));
    DeliveryCounts counts = server.replies().counts();
    TestReader stalled =
        TestReader.knock(
            transport,
            new RawClient(server.port(), 4096),
            "/stream?tokens=100000&rate=10000&envelope=openai");
    eventually("so many wait that some do after any buffer", () -> counts.tokens.sum() > 30_000);
    stalled.client().reset();
    eventually("the stream is counted as cancelled", () -> counts.cancelled.sum() == 1);
    assertThat(counts.wasted.sum()).isPositive().isLessThan(counts.tokens.sum());
    assertThat(counts.overflowed.sum()).isZero();
  }
}
