package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BalanceTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void tellsHowUnevenlyStreamsLie() {
    var balance = Balance.of(moments(List.of(List.of(30L, 10L, 20L)))).getFirst();

    assertThat(balance.ratio()).isEqualTo(1.5);
    assertThat(balance.variation()).isCloseTo(Math.sqrt(200.0 / 3) / 20, within(1e-12));
    assertThat(balance.jain()).isCloseTo(3_600 / (3 * 1_400.0), within(1e-12));
    assertThat(balance.up()).isEqualTo(3);
  }

  @Test
  void countsOnlyNodesThatAreUp() {
    var balance = Balance.of(moments(List.of(List.of(30L, NodeMoment.DOWN, 30L)))).getFirst();

    assertThat(balance.up()).isEqualTo(2);
    assertThat(balance.ratio()).isEqualTo(1);
  }

  @Test
  void keepsWhatANodeSaidUntilItIsAskedAgain() {
    List<NodeMoment> moments = new ArrayList<>(moments(List.of(List.of(10L, 10L))));
    moments.add(new NodeMoment(SECOND, 1, 20, 0));
    moments.add(new NodeMoment(2 * SECOND, 1, 20, 0));
    moments.add(new NodeMoment(2 * SECOND + 1, 2, 20, 0));

    assertThat(Balance.of(moments)).extracting(Balance::up).containsExactly(2, 2, 2);
    assertThat(Balance.of(moments)).extracting(Balance::streams).containsExactly(20L, 30L, 40L);
  }

  @Test
  void leavesOutMomentsWithoutAStream() {
    assertThat(Balance.of(moments(List.of(List.of(0L, 0L), List.of(1L, 0L))))).hasSize(1);
    assertThat(Balance.of(List.of())).isEmpty();
  }

  @Test
  void averagesTheImbalanceOverTheWindow() {
    var seen = trial(List.of(List.of(30L, 10L), List.of(20L, 20L)));

    assertThat(Metric.IMBALANCE.value(seen).orElseThrow()).isEqualTo(1.25);
    assertThat(Metric.BALANCED_AFTER.value(seen)).as("nobody joined").isEmpty();
  }

  @Test
  void countsFromTheFirstMomentOfANodeUntilAllStayBalanced() {
    long down = NodeMoment.DOWN;
    var seen =
        trial(
            List.of(
                List.of(30L, down),
                List.of(30L, 0L),
                List.of(21L, 19L),
                List.of(30L, 10L),
                List.of(23L, 17L),
                List.of(20L, 20L)));

    assertThat(Metric.BALANCED_AFTER.value(seen).orElseThrow()).isCloseTo(3, within(1e-6));
  }

  @Test
  void tellsNoTimeWhenTheWindowEndsBefore() {
    long down = NodeMoment.DOWN;

    assertThat(Metric.BALANCED_AFTER.value(trial(List.of(List.of(30L, down), List.of(30L, 0L)))))
        .isEmpty();
  }

  private static Measurement trial(List<List<Long>> streams) {
    return Measurements.healthy().withFleet(new Fleet(moments(streams), List.of(), List.of()));
  }

  /// One moment a second.
  private static List<NodeMoment> moments(List<List<Long>> streams) {
    List<NodeMoment> moments = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      for (int node = 1; node <= streams.get(i).size(); node++) {
        moments.add(new NodeMoment(i * SECOND + node, node, streams.get(i).get(node - 1), 0));
      }
    }
    return moments;
  }
}
