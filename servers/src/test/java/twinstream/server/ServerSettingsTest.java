package twinstream.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
  private static List<String> words(Map<String, String> values) {
    return values.entrySet().stream().map(Object::toString).toList();
  }

  @Test
  void areTheStandardOnesWithoutAWord() {
    assertThat(ServerSettings.of(List.of())).isEqualTo(ServerSettings.STANDARD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls=on",
        "flush=every:4",
        "flush=ms:40",
        "precision=exact",
        "compression=deflate-reset",
        "overflow=drop",
        "outbox=16",
        "origins=https://a.example,https://b.example",
        "connections=10",
        "connections-per-address=5",
        "header-deadline=3000",
        "drain=800",
        "heartbeat=600000",
        "send-buffer=16384",
        "log=redis://127.0.0.1:6379",
        "log-window=40"
      })
  void areReadAsTheyAreWritten(String word) {
    ServerSettings changed = ServerSettings.of(List.of(word));
    assertThat(changed).isNotEqualTo(ServerSettings.STANDARD);
    assertThat(words(changed.values())).contains(word);
    assertThat(ServerSettings.of(words(changed.values()))).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls=yes | tls must be on or off, but is \"yes\"",
        "flush=often | flush must be each, every:TOKENS or ms:MILLIS, but is \"often\"",
        "flush=every:1 | tokens of a flush must be from 2 to 1000, but are 1",
        "flush=ms:0 | period of a flush must be from 1 to 10000 ms, but is 0 ms",
        "precision=2ms | precision must be 1ms or exact, but is \"2ms\"",
        "compression=lzw | compression must be one of off, deflate, deflate-reset, brotli, zstd, but is \"lzw\"",
        "overflow=wait | overflow must be disconnect or drop, but is \"wait\"",
        "outbox=many | outbox must be a whole number, but is \"many\"",
        "connections=0 | connections must be at least 1, but is 0",
        "send-buffer=100 | send-buffer must be 0 or from 4096 to 16777216 bytes, but is 100",
        "header-deadline=9 | header-deadline must be at least 100 ms, but is 9 ms",
        "log=disk | log must be memory or redis://HOST:PORT, but is \"disk\"",
        "log=redis://127.0.0.1 | log must be memory or redis://HOST:PORT, but is \"redis://127.0.0.1\"",
        "log=redis://me@a.example:1/2 | log must be memory or redis://HOST:PORT, but is \"redis://me@a.example:1/2\"",
        "log-window=1001 | log-window must be from 0 to 1000 ms, but is 1001",
        "log-window=-1 | log-window must be from 0 to 1000 ms, but is -1",
        "heartbeat=9 | heartbeat must be from 10 to 3600000 ms, but is 9",
        "outbox=0 | outboxMessages must be at least 1, but is 0",
      })
  void refuseAWrongValueWithASentence(String word, String sentence) {
    assertThatThrownBy(() -> ServerSettings.of(List.of(word)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"speed=2", "tls"})
  void refuseWhatIsNoSetting(String word) {
    assertThatThrownBy(() -> ServerSettings.of(List.of(word)))
        .hasMessageContaining("flush, ")
        .hasMessageEndingWith("but is \"" + word + "\"");
  }
}
