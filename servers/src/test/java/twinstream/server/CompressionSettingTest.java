package twinstream.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.transport.Transports;

class CompressionSettingTest {
  private static ServerSettings settings(String compression) {
    return ServerSettings.of(List.of("compression=" + compression));
  }

  @ParameterizedTest
  @CsvSource({
    "sse-h1, deflate-reset, 'off, deflate, brotli, zstd'",
    "sse-h2, deflate-reset, 'off, deflate, brotli, zstd'",
    "ws-h1, brotli, 'off, deflate, deflate-reset'",
    "ws-h2, zstd, 'off, deflate, deflate-reset'",
    "raw-tcp, deflate, off",
  })
  void refusesWhatATransportLacks(String transport, String compression, String known) {
    assertThatThrownBy(
            () -> new TwinServer(Transports.named(transport), settings(compression), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "compression of %s must be one of %s, but is \"%s\""
                .formatted(transport, known, compression));
  }
}
