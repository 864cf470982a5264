package twinstream.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedFrameTest {

  @ParameterizedTest
  @CsvSource({
    "0, 8180",
    "1, 8181",
    "125, 81fd",
    "126, 81fe007e",
    "65535, 81feffff",
  })
  void beginsWithOpcodeMaskBitAndShortestLength(int length, String head) {
    assertThat(HexFormat.of().formatHex(frame(new byte[length], 0, length))).startsWith(head);
  }

  @Test
  void comesBackToItsPayloadWhenTheMaskIsTakenOff() {
    byte[] payload = {0, -1, 1, 2, 3, 77, -128};

    assertThat(Unmasked.frames(frame(payload, 0, payload.length)))
        .isEqualTo(ServerFrames.frame(ServerFrames.FIN | ServerFrames.TEXT, payload));
  }

  @Test
  void holdsTheWantedPartOfTheArrayAlone() {
    byte[] around = {9, 9, 4, 5, 9};

    assertThat(Unmasked.frames(frame(around, 2, 4)))
        .isEqualTo(ServerFrames.frame(ServerFrames.FIN | ServerFrames.TEXT, new byte[] {4, 5}));
  }

  @Test
  void masksWithAnotherKeyEachTime() {
    byte[] payload = new byte[8];

    // Two random keys are equal once in four thousand million; three of them never in our lives.
    assertThat(frame(payload, 0, 8))
        .isNotEqualTo(frame(payload, 0, 8))
        .isNotEqualTo(frame(payload, 0, 8));
  }

  private static byte[] frame(byte[] payload, int from, int to) {
    ByteBuf frame =
        MaskedFrame.of(UnpooledByteBufAllocator.DEFAULT, MaskedFrame.TEXT, payload, from, to);
    try {
      return ByteBufUtil.getBytes(frame);
    } finally {
      frame.release();
    }
  }
}
