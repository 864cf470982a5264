package twinstream.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.jmh.AllocatedBytes;
import twinstream.jmh.Corpus;

final class FramingBenchmarkTest {
  private static final int DATA_HEAD_BYTES = 9;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "openai"})
  void framesWhatTheServersWriteAndWhatJettyWould(String envelope) throws IOException {
    FramedBytes bytes = bytes(envelope);
    Encoders encoders = new Encoders();
    encoders.envelope = envelope;
    encoders.setUp();
    for (int i = 0; i < Corpus.TOKENS; i++) {
      String frame = text(encoders.frame(encoders.piece(i)));
      String chunk = text(encoders.chunk(encoders.piece(i)));

      assertThat(text(bytes.eventAround(i))).isEqualTo(text(bytes.event(i)));
      assertThat(text(bytes.chunk(i))).isEqualTo(chunk);
      assertThat(text(bytes.frame(i))).isEqualTo(frame);
      assertThat(frame).isEqualTo(text(bytes.jettyFrameHead(i)) + text(bytes.copied(i)));
      assertThat(chunk).startsWithIgnoringCase(text(bytes.jettyChunkHead(i)));
      assertThat(bytes.jettyData(i)).isEqualTo(DATA_HEAD_BYTES + bytes.event(i).remaining());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "openai"})
  void ownFramesAllocateNothing(String envelope) throws IOException {
    FramedBytes bytes = bytes(envelope);
    assertThat(
            AllocatedBytes.by(() -> {
              for (int i = 0; i < Corpus.TOKENS; i++) {
                var _ = bytes.chunk(i);
                var _ = bytes.frame(i);
              }
            }))
        .isLessThan(Corpus.TOKENS);
  }

  private static FramedBytes bytes(String envelope) throws IOException {
    var bytes = new FramedBytes();
    bytes.envelope = envelope;
    bytes.setUp();
    return bytes;
  }

  private static String text(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes.duplicate()).toString();
  }
}
