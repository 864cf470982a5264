package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Heads of chunks, byte for byte (RFC 9112, 7.1).
class ChunkTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "15, f", "16, 10", "255, ff", "4096, 1000", "65537, 10001"})
  void putsTheLengthInHexRightBeforeTheContent(int length, String hex) {
    ByteBuffer target = ByteBuffer.allocateDirect(Chunk.MOST_HEAD_BYTES + length + 3);
    target.position(Chunk.MOST_HEAD_BYTES);
    target.put("x".repeat(length).getBytes(US_ASCII));
    Chunk.close(target, Chunk.MOST_HEAD_BYTES);
    assertThat(US_ASCII.decode(target).toString())
        .isEqualTo("\r\n" + hex + "\r\n" + "x".repeat(length));
  }
}
