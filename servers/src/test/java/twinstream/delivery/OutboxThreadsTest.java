package twinstream.delivery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

class OutboxThreadsTest {
  private static final int THREADS = 4;
  private static final int EACH = 20_000;
  private static final Limits ROOMY =
      Limits.STANDARD.withOutbox(THREADS * EACH, Overflow.DISCONNECT);

  private final DeliveryCounts counts = new DeliveryCounts();
  private final Ending ending = new Ending();

  /// Completes every third write within the call, the others on another thread, possibly before the
  /// call returns.
  private static final class CrossingWire implements Wire {
    final ConcurrentLinkedQueue<Message.Piece> written = new ConcurrentLinkedQueue<>();
    final AtomicInteger inFlight = new AtomicInteger();
    final AtomicInteger violations = new AtomicInteger();
    private final ExecutorService connection;
    private int writes;

    CrossingWire(ExecutorService connection) {
      this.connection = connection;
    }

    @Override
    public void write(List<Message> messages, boolean last, Callback callback) {
      if (inFlight.getAndIncrement() != 0) {
        violations.incrementAndGet();
      }
      messages.forEach(message -> written.add((Message.Piece) message));
      if (writes++ % 3 == 0) {
        complete(callback);
      } else {
        connection.execute(() -> complete(callback));
      }
    }

    private void complete(Callback callback) {
      inFlight.decrementAndGet();
      callback.succeeded();
    }
  }

  private static Message piece(int thread, int index) {
    return new Message.Piece(Ascii.of("t" + thread), Envelope.PLAIN, new Token(index, new byte[0]));
  }

  private static void onThreads(IntConsumer work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(thread ->
                  threads.submit(() -> {
                    start.await();
                    work.accept(thread);
                    return null;
                  }))
              .toList();
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  @Test
  void losesNothingAndKeepsTheOrderOfEachThread() throws Exception {
    try (ExecutorService connection = Executors.newSingleThreadExecutor()) {
      var wire = new CrossingWire(connection);
      Outbox outbox = new Outbox(wire, Deliveries.of(ROOMY, counts), ending);
      onThreads(thread -> IntStream.range(0, EACH).forEach(i -> outbox.offer(piece(thread, i))));
      eventually("all is written", () -> wire.written.size() == THREADS * EACH);
      Map<String, List<Integer>> byThread =
          wire.written.stream()
              .collect(
                  groupingBy(
                      piece -> piece.reply().toString(),
                      mapping(piece -> piece.token().index(), toList())));
      List<Integer> inOrder = IntStream.range(0, EACH).boxed().toList();
      assertThat(byThread)
          .hasSize(THREADS)
          .allSatisfy((_, order) -> assertThat(order).isEqualTo(inOrder));
      assertThat(wire.violations).hasValue(0);
    }
  }

  @Test
  void isCompletedHoweverTheLastWriteAndTheReadersCloseMeet() throws Exception {
    for (int round = 0; round < 20_000; round++) {
      AtomicReference<Callback> written = new AtomicReference<>();
      Outbox outbox =
          new Outbox(
              (_, _, callback) -> written.set(callback),
              Deliveries.of(ROOMY, counts),
              new Ending());
      outbox.offer(piece(0, round));
      Thread closing = Thread.ofVirtual().start(outbox::readerClosed);
      written.get().succeeded();
      closing.join();
      assertThat(outbox.isOver()).isTrue();
    }
    assertThat(counts.completed.sum()).isEqualTo(20_000);
  }

  @Test
  void countsEachTokenAsWrittenOrWastedWhenTheReaderLeavesAmidOffers() throws Exception {
    try (ExecutorService connection = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < 20; round++) {
        var wire = new CrossingWire(connection);
        var these = new DeliveryCounts();
        Outbox outbox = new Outbox(wire, Deliveries.of(ROOMY, these), new Ending());
        onThreads(thread -> {
          for (int i = 0; i < 500 && outbox.offer(piece(thread, i)); i++) {
            if (thread == 0 && i == 50) {
              outbox.readerLeft();
            }
          }
        });
        eventually("no write is in flight", () -> wire.inFlight.get() == 0);
        assertThat(these.tokens.sum()).isEqualTo(wire.written.size() + these.wasted.sum());
      }
    }
  }
}
