package twinstream.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTimesTest {
  private static final long MILLI = 1_000_000;

  private final TokenTimes.Totals totals = new TokenTimes.Totals();
  private final long asked = System.nanoTime();
  private final TokenTimes times = new TokenTimes(totals);

  @Test
  void tellsTheFirstTokenTheGapsAndTheTimePerToken() {
    hear("{\"reply\":\"r1\"}", 1);
    hear("{\"t\":\"a\"}", 100);
    hear("{\"t\":\"b\"}", 110);
    hear("{\"t\":\"c\"}", 140);

    assertThat(hear("[DONE]", 141)).isTrue();
    assertThat(totals.firstTokens().getMaxValue() / MILLI).isBetween(99L, 100L);
    assertThat(totals.gaps().getTotalCount()).isEqualTo(2);
    assertThat(Math.round(totals.perTokens().getMaxValue() / 1e6)).isEqualTo(20);
  }

  @Test
  void keepsABoundUpToIt() {
    hear("{\"t\":\"a\"}", 100);
    hear("{\"t\":\"b\"}", 140);
    assertThat(times.kept(200 * MILLI, 50 * MILLI)).as("before its end").isFalse();
    hear("[DONE]", 141);

    assertThat(times.kept(200 * MILLI, 50 * MILLI)).isTrue();
    assertThat(times.kept(90 * MILLI, 50 * MILLI)).isFalse();
    assertThat(times.kept(200 * MILLI, 39 * MILLI)).isFalse();
  }

  private boolean hear(String data, long millis) {
    return times.hear(new TokenStream.Message(data, null, asked + millis * MILLI));
  }
}
