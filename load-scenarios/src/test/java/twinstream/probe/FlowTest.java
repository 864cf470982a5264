package twinstream.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.probe.Recordings.groups;
import static twinstream.probe.Recordings.tokens;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import twinstream.probe.Flow.Shape;

class FlowTest {

  @Test
  void streamsWhenTokensComeOneByOne() {
    assertThat(Flow.of(groups(30, 1, 50, 200)))
        .isEqualTo(new Flow(Shape.STREAMED, 30, 1, 50_000_000));
  }

  @Test
  void mergesWhenSeveralComeTogetherAgainAndAgain() {
    Flow flow = Flow.of(groups(8, 5, 250, 300));

    assertThat(flow).isEqualTo(new Flow(Shape.MERGED, 40, 5, 250_000_000));
  }

  @Test
  void mergesThoughHalfOfTheArrivalsAreStragglers() {
    double[] times = {
      0, 50, 250, 250.1, 250.2, 250.3, 300, 500, 500.1, 500.2, 500.3, 550, 750, 750.1, 750.2, 750.3
    };

    assertThat(Flow.of(tokens(times)).shape()).isEqualTo(Shape.MERGED);
    assertThat(Flow.of(tokens(times)).perArrival()).isEqualTo(4);
  }

  @Test
  void mergesInBlocksAsALargeBufferDoes() {
    assertThat(Flow.of(groups(3, 80, 4_000, 4_000)).shape()).isEqualTo(Shape.MERGED);
  }

  @Test
  void holdsBackWhenAllComeBehindAWait() {
    assertThat(Flow.of(groups(1, 30, 0, 2_000)))
        .satisfies(flow -> assertThat(flow.shape()).isEqualTo(Shape.HELD_BACK))
        .satisfies(flow -> assertThat(flow.perArrival()).isEqualTo(30));
  }

  @Test
  void holdsBackThoughThousandsTakeAWhileToArrive() {
    double[] times = IntStream.range(0, 5_000).mapToDouble(i -> 8_000 + i * 0.04).toArray();

    assertThat(Flow.of(tokens(times)).shape()).isEqualTo(Shape.HELD_BACK);
  }

  // What must not be taken for a defect.

  @Test
  void isNotMergedForBeingSlow() {
    assertThat(Flow.of(groups(10, 1, 3_000, 9_000)).shape()).isEqualTo(Shape.STREAMED);
  }

  @Test
  void isNotMergedForBeingFast() {
    double[] times = IntStream.range(0, 2_000).mapToDouble(i -> 50 + i).toArray();

    assertThat(Flow.of(tokens(times)).shape()).isEqualTo(Shape.STREAMED);
    assertThat(Flow.of(groups(400, 4, 8, 50)).shape()).isEqualTo(Shape.STREAMED);
  }

  @Test
  void isNotMergedForIrregularGaps() {
    // Exponential gaps, 30 tokens a second: now and then two come together.
    var random = new Random(7);
    double[] at = {200};
    double[] times =
        DoubleStream.generate(() -> at[0] += -33 * Math.log(1 - random.nextDouble()))
            .limit(300)
            .toArray();

    assertThat(Flow.of(tokens(times)).shape()).isEqualTo(Shape.STREAMED);
  }

  @Test
  void isNotMergedForOneStall() {
    double[] times =
        IntStream.range(0, 100)
            .mapToDouble(i -> i >= 40 && i < 60 ? 3_000 + i * 0.01 : i * 50)
            .sorted()
            .toArray();

    assertThat(Flow.of(tokens(times)).shape()).isEqualTo(Shape.STREAMED);
  }

  @Test
  void isNotHeldBackForASlowFirstTokenAndAShortAnswer() {
    double[] times = IntStream.range(0, 20).mapToDouble(i -> 6_000 + i * 15).toArray();

    assertThat(Flow.of(tokens(times)).shape()).isEqualTo(Shape.STREAMED);
  }

  @Test
  void isNotHeldBackWhenAllIsThereAtOnce() {
    assertThat(Flow.of(groups(1, 30, 0, 40)).shape()).isEqualTo(Shape.AT_ONCE);
  }

  @Test
  void isNotMergedForABurstAtEitherEnd() {
    assertThat(
            Flow.of(tokens(100, 100.1, 100.2, 100.3, 150, 200, 250, 250.1, 250.2, 250.3)).shape())
        .isEqualTo(Shape.STREAMED);
  }

  @Test
  void isNotJudgedByAHandfulOfTokens() {
    assertThat(Flow.of(groups(1, 7, 0, 2_000)).shape()).isEqualTo(Shape.TOO_FEW);
    assertThat(Flow.of(tokens()).shape()).isEqualTo(Shape.TOO_FEW);
  }
}
