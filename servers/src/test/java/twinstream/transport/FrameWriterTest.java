package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.delivery.Message;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

/// Frames byte for byte, as RFC 6455, 5.2, has them.
class FrameWriterTest {
  private static ByteBuffer written(Message... messages) {
    int size = 0;
    for (Message message : messages) {
      size += FrameWriter.maxBytes(message);
    }
    ByteBuffer target = ByteBuffer.allocateDirect(size);
    for (Message message : messages) {
      FrameWriter.write(message, target);
    }
    return target.flip();
  }

  private static String hex(ByteBuffer bytes, int length) {
    byte[] first = new byte[length];
    bytes.get(bytes.position(), first);
    return HexFormat.ofDelimiter(" ").formatHex(first);
  }

  private static String text(ByteBuffer bytes, int from) {
    byte[] rest = new byte[bytes.remaining() - from];
    bytes.get(from, rest);
    return new String(rest, UTF_8);
  }

  private static Message token(String text) {
    return new Message.Piece(Ascii.of("r1"), Envelope.PLAIN, new Token(7, text.getBytes(UTF_8)));
  }

  @Test
  void putsATokenBehindAHeadOfTwoBytes() {
    ByteBuffer frame = written(token("Hé"));
    String payload = "{\"i\":7,\"t\":\"Hé\"}";
    assertThat(hex(frame, 2)).isEqualTo("81 %02x".formatted(payload.getBytes(UTF_8).length));
    assertThat(text(frame, 2)).isEqualTo(payload);
  }

  // The envelope of an empty text takes 14 bytes.
  @ParameterizedTest
  @CsvSource({
    "0, 81 0e, 2",
    "111, 81 7d, 2",
    "112, 81 7e 00 7e, 4",
    "65521, 81 7e ff ff, 4",
    "65522, 81 7f 00 00 00 00 00 01 00 00, 10"
  })
  void saysTheLengthInAsFewBytesAsItCanBeSaid(int letters, String head, int headBytes) {
    ByteBuffer frame = written(token("x".repeat(letters)));
    assertThat(hex(frame, headBytes)).isEqualTo(head);
    assertThat(text(frame, headBytes)).isEqualTo("{\"i\":7,\"t\":\"" + "x".repeat(letters) + "\"}");
  }

  @Test
  void putsOneFrameAfterTheOther() {
    String longer = "y".repeat(200);
    ByteBuffer frames = written(token("a"), token(longer), new Message.Heartbeat(0), token("b"));
    assertThat(hex(frames, 2)).isEqualTo("81 0f");
    frames.position(17);
    assertThat(hex(frames, 4)).isEqualTo("81 7e 00 d6");
    frames.position(17 + 4 + 214);
    assertThat(hex(frames, 4)).isEqualTo("89 00 81 0f");
    frames.position(frames.position() + 4 + 15);
    assertThat(frames.hasRemaining()).isFalse();
  }

  @Test
  void putsWhatIsNoTokenAsText() {
    ByteBuffer done = written(Message.Done.INSTANCE);
    assertThat(hex(done, 2)).isEqualTo("81 06");
    assertThat(text(done, 2)).isEqualTo("[DONE]");
    Message failure = new Message.Failure("bad-request", "tokens must be \"ä\"");
    ByteBuffer error = written(failure);
    assertThat(text(error, 2)).isEqualTo(new String(MessageText.of(failure), UTF_8));
  }
}
