package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenarios;

class PlanTest {
  private static final List<String> TWO = List.of("sse-h1", "ws-h1");

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(plan(7, 6).trials()).isEqualTo(plan(7, 6).trials());
  }

  @Test
  void drawsOtherWorkloadsForAnotherSeed() {
    assertThat(plan(8, 6).trials())
        .extracting(TrialKey::seed)
        .doesNotContainAnyElementsOf(plan(7, 6).trials().stream().map(TrialKey::seed).toList());
  }

  @Test
  void drawsTheOrderFromTheSeed() {
    assertThat(
            java.util.stream.LongStream.range(0, 20)
                .mapToObj(seed -> plan(seed, 6).trials().stream().map(TrialKey::transport).toList())
                .distinct())
        .hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 12, 200})
  void putsEachTransportInEachPlaceEquallyOften(int blocks) {
    Map<String, Long> counts =
        plan(3, blocks).trials().stream()
            .filter(trial -> trial.scenario().equals("steady"))
            .collect(
                Collectors.groupingBy(
                    trial -> trial.transport() + " " + trial.position(), Collectors.counting()));

    assertThat(counts)
        .hasSize(4)
        .allSatisfy((place, count) -> assertThat(count).as(place).isEqualTo(blocks / 2));
  }

  @Test
  void putsARepeatAsFarForwardInSixBlocksAsTheTransportItself() {
    Map<String, Integer> places =
        selfChecked(6).trials().stream()
            .collect(
                Collectors.groupingBy(
                    TrialKey::transport, Collectors.summingInt(TrialKey::position)));

    assertThat(places)
        .containsOnlyKeys("sse-h1", "sse-h1-again", "ws-h1", "ws-h1-again")
        .allSatisfy((name, sum) -> assertThat(sum).as(name).isEqualTo(15));
  }

  @Test
  void holdsEachValueOfASettingThatVariesInEachBlock() {
    var scenario = Scenarios.named("scale-out");
    Plan plan = Plan.of(1, List.of(new Plan.Part(scenario, 2, TWO)));

    assertThat(plan.trials().stream().filter(trial -> trial.block() == 1))
        .extracting(TrialKey::transport)
        .containsExactlyInAnyOrder(
            "sse-h1@held=turn",
            "sse-h1@held=conversation",
            "ws-h1@held=turn",
            "ws-h1@held=conversation");
    for (TrialKey trial : plan.trials()) {
      assertThat(trial.transport()).endsWith("@held=" + held(plan, trial));
    }
  }

  private static String held(Plan plan, TrialKey trial) {
    return plan.scenario(trial).settings().values().getOrDefault("held", "");
  }

  @Test
  void variesNothingThatWasSet() {
    var scenario = Scenarios.named("scale-out").with(Map.of("held", "turn"));

    assertThat(new Plan.Part(scenario, 1, TWO).transports()).isEqualTo(TWO);
  }

  @Test
  void repeatsOneValueOfWhatVariesForTheSelfCheck() {
    var part = new Plan.Part(Scenarios.named("scale-out"), 1, List.of("sse-h1")).selfChecked();

    assertThat(part.transports())
        .containsExactly("sse-h1@held=turn", "sse-h1@held=turn-again", "sse-h1@held=conversation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw-tcp", "bare-nio"})
  void refusesABalancerThatCanNotCarryATransport(String transport) {
    var scenario = Scenarios.named("scale-out").with(Map.of("balancer", "haproxy"));

    assertThatThrownBy(() -> new Plan.Part(scenario, 1, List.of(transport)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(transport);
  }

  @Test
  void letsEachTrialOfFourFollowEachOtherOnceInFourBlocks() {
    List<TrialKey> trials = selfChecked(4).trials();
    Stream<String> followers =
        IntStream.range(1, trials.size())
            .filter(i -> trials.get(i).position() > 1)
            .mapToObj(i -> trials.get(i - 1).transport() + " " + trials.get(i).transport());

    assertThat(followers).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void holdsEachTransportOnceInEachBlockOfEachScenario() {
    Map<String, List<String>> blocks =
        plan(3, 5).trials().stream()
            .collect(
                Collectors.groupingBy(
                    trial -> trial.scenario() + " " + trial.block(),
                    Collectors.mapping(TrialKey::transport, Collectors.toList())));

    assertThat(blocks)
        .hasSize(10)
        .allSatisfy((block, transports) ->
            assertThat(transports).as(block).containsExactlyInAnyOrderElementsOf(TWO));
  }

  @Test
  void givesAllTrialsOfABlockTheSameSeed() {
    Map<String, Long> seeds =
        plan(3, 5).trials().stream()
            .collect(
                Collectors.groupingBy(
                    trial -> trial.scenario() + " " + trial.block(),
                    Collectors.mapping(
                        TrialKey::seed,
                        Collectors.collectingAndThen(
                            Collectors.toSet(), set -> (long) set.size()))));

    assertThat(seeds).allSatisfy((block, count) -> assertThat(count).as(block).isEqualTo(1));
  }

  @Test
  void letsScenariosTakeTurnsBlockByBlock() {
    List<String> order =
        plan(3, 2).trials().stream().map(trial -> trial.scenario() + " " + trial.block()).toList();

    assertThat(order)
        .containsExactly(
            "steady 1", "steady 1", "chat 1", "chat 1", "steady 2", "steady 2", "chat 2", "chat 2");
  }

  @Test
  void goesOnWithTheLongerScenarioWhereTheOtherHasFewerBlocks() {
    Plan plan = Plan.of(3, List.of(part("steady", 1), part("chat", 3)));

    assertThat(plan.trials()).filteredOn(trial -> trial.block() == 3).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 201})
  void refusesAnImpossibleNumberOfBlocks(int blocks) {
    assertThatThrownBy(() -> part("steady", blocks))
        .hasMessage("blocks must be from 1 to 200, but is " + blocks);
  }

  private static Plan plan(long seed, int blocks) {
    return Plan.of(seed, List.of(part("steady", blocks), part("chat", blocks)));
  }

  private static Plan selfChecked(int blocks) {
    return Plan.of(3, List.of(part("steady", blocks).selfChecked()));
  }

  private static Plan.Part part(String scenario, int blocks) {
    return new Plan.Part(Scenarios.named(scenario), blocks, TWO);
  }
}
