package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairTest {

  @ParameterizedTest
  @CsvSource({"ws-h1, ws-h1", "ws-h1-again, ws-h1", "ws-h1-gatling, ws-h1"})
  void knowsWhichTransportServesATrial(String name, String transport) {
    assertThat(Pair.transportOf(name)).isEqualTo(transport);
  }

  @Test
  void tellsRepeatsAndObserversApart() {
    assertThat(Pair.selfCheck("ws-h1").selfCheck()).isTrue();
    assertThat(Pair.selfCheck("ws-h1").ofObservers()).isFalse();
    assertThat(Pair.observers("ws-h1").ofObservers()).isTrue();
    assertThat(Pair.observers("ws-h1").selfCheck()).isFalse();
    assertThat(new Pair("sse-h1", "ws-h1-gatling").ofObservers()).isFalse();
    assertThat(Pair.withoutRepeat("ws-h1-gatling")).isEqualTo("ws-h1-gatling");
  }
}
