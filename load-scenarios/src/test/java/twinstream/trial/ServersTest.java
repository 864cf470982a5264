package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8081", "https://localhost:8081/", "ws://127.0.0.1:8081/stream"})
  void knowThePortOfAServerOnThisHost(String url) {
    assertThat(Servers.portOf(url)).isEqualTo(8081);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.org:80", "http://127.0.0.1", "127.0.0.1:8081", "no url", ""})
  void refuseWhateverIsNone(String url) {
    assertThatThrownBy(() -> Servers.portOf(url))
        .hasMessageStartingWith("the URL must name a port of this host")
        .hasMessageEndingWith("but is \"" + url + "\"");
  }
}
