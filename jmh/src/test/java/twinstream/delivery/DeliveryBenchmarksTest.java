package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.jmh.Corpus;

final class DeliveryBenchmarksTest {
  private static final int TOKENS = 1_000;

  @ParameterizedTest
  @EnumSource
  void everyTokenThatIsHandedOverIsWritten(HandOvers.Gathering flush) {
    var outboxes = new HandOvers();
    outboxes.flush = flush;
    outboxes.setUp();
    long before = outboxes.written();
    for (int i = 0; i < TOKENS; i++) {
      assertThat(outboxes.handOver()).isTrue();
    }
    assertThat(outboxes.written()).isEqualTo(before + TOKENS);
    for (int i = 0; i < TOKENS; i++) {
      assertThat(outboxes.queue()).isTrue();
    }
    assertThat(outboxes.lastWrite()).isEqualTo(flush == HandOvers.Gathering.EACH ? 1 : 8);
    assertThat(outboxes.written()).isEqualTo(before + 2 * TOKENS);
    outboxes.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void everyReaderIsToldTheSameBytesHoweverTheyAreMade(int readers) {
    Readers forEach = readers(readers);
    Readers once = readers(readers);
    for (int i = 0; i < Corpus.TOKENS; i++) {
      assertThat(forEach.eventForEach()).isEqualTo(once.eventOnce());
    }
    for (int i = 0; i < Corpus.TOKENS; i++) {
      assertThat(forEach.frameForEach()).isEqualTo(once.frameOnce());
    }
    forEach.close();
    once.close();
  }

  private static Readers readers(int count) {
    var readers = new Readers();
    readers.readers = count;
    readers.setUp();
    return readers;
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void aTickHasAsManyTokensHoweverManyRepliesThereAre(int live) {
    var replies = new PacedReplies();
    replies.live = live;
    replies.start();
    // Two seconds, so that each reply has had its turns.
    for (int i = 0; i < 2_000; i++) {
      replies.tick();
    }
    assertThat(replies.tokens())
        .isBetween(
            2_000L * PacedReplies.TOKENS_PER_TICK - 2 * live,
            2_000L * PacedReplies.TOKENS_PER_TICK + 2 * live);
    replies.close();
  }
}
