package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;
import twinstream.workload.TokenCorpus;

class TokenBytesTest {
  private static final int TOKENS = 300;

  @ParameterizedTest
  @CsvSource({
    "sse-h1, false", "ws-h1, false", "sse-h2, false", "ws-h2, false", "raw-tcp, false",
    "sse-h1, true", "ws-h1, true", "sse-h2, true", "ws-h2, true", "raw-tcp, true",
  })
  void addUpToWhatALiveServerWrites(String transport, boolean tls) {
    assertThat(new WireBytes(tls, TOKENS).of(transport))
        .hasSize(Envelope.values().length)
        .allSatisfy(line -> assertThat(line.agrees()).as("%s", line).isTrue())
        .allSatisfy(line -> assertThat(line.tls() > 0).isEqualTo(tls));
  }

  @ParameterizedTest
  @CsvSource({"sse-h1, 14", "ws-h1, 2", "sse-h2, 17", "ws-h2, 11", "raw-tcp, 4"})
  void putAroundAShortTokenWhatItsProtocolAsksFor(String transport, int around) {
    TokenBytes line = computed(transport, new WireBytes.Seen(false, 0, 0));
    assertThat(line.event() + line.carrier()).isCloseTo(around, within(0.001));
    assertThat(line.idLine() > 0).isEqualTo(transport.startsWith("sse"));
  }

  @Test
  void disagreeWithAServerThatWroteATenthOfAByteMore() {
    double parts = computed("ws-h1", new WireBytes.Seen(false, 0, 0)).computed();
    long bytes = Math.round(parts * TOKENS);
    assertThat(computed("ws-h1", new WireBytes.Seen(false, bytes, TOKENS)).agrees()).isTrue();
    assertThat(computed("ws-h1", new WireBytes.Seen(false, bytes + TOKENS / 10, TOKENS)).agrees())
        .isFalse();
  }

  private static TokenBytes computed(String transport, WireBytes.Seen seen) {
    var reply = new Reply(7, TOKENS, TokenCorpus.standard());
    return TokenBytes.of(transport, Envelope.PLAIN, reply, 0, TOKENS, seen);
  }

  @Test
  void areCountedOverATokenAtLeast() {
    assertThatThrownBy(() -> new WireBytes(false, 0))
        .hasMessage("tokens must be from 1 to 50000, but are 0");
  }
}
