package twinstream.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.reader.ServerFrames.BINARY;
import static twinstream.reader.ServerFrames.CLOSE;
import static twinstream.reader.ServerFrames.CONTINUATION;
import static twinstream.reader.ServerFrames.FIN;
import static twinstream.reader.ServerFrames.PING;
import static twinstream.reader.ServerFrames.PONG;
import static twinstream.reader.ServerFrames.TEXT;
import static twinstream.reader.ServerFrames.frame;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {
  private static final int MAX = 70_000;

  private final ServerFrames frames = new ServerFrames();
  private final FrameParser parser = new FrameParser(frames, MAX);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536})
  void readsAMessageOfThatLength(int length) {
    byte[] payload = payload(length);

    feed(frame(FIN | TEXT, payload));

    assertThat(frames.seen).containsExactly(("text " + hex(payload)).strip());
  }

  @Test
  void readsSeveralFramesOfOneRead() {
    feed(frame(FIN | BINARY, payload(2)), frame(FIN | PONG, payload(1)));

    assertThat(frames.seen).containsExactly("binary 0001", "pong 00");
  }

  @Test
  void putsFragmentsTogetherWithAPingBetweenThem() {
    feed(
        frame(TEXT, new byte[] {1}),
        frame(FIN | PING, new byte[] {9}),
        frame(CONTINUATION, new byte[] {2}),
        frame(FIN | CONTINUATION, new byte[] {3}));

    assertThat(frames.seen).containsExactly("ping 09", "text 010203");
  }

  @Test
  void readsTheSameWhereverTheReadsEnd() {
    byte[] all =
        joined(
            frame(TEXT, payload(3)),
            frame(FIN | PING, payload(1)),
            frame(FIN | CONTINUATION, payload(130)),
            frame(FIN | TEXT, payload(2)));
    for (int cut = 0; cut <= all.length; cut++) {
      var seen = new ServerFrames();
      var split = new FrameParser(seen, MAX);
      split.feed(all, 0, cut);
      split.feed(all, cut, all.length);

      assertThat(seen.seen)
          .as("cut at %d", cut)
          .containsExactly("ping 00", "text 000102" + hex(payload(130)), "text 0001");
    }
  }

  @Test
  void tellsCodeAndReasonOfAClose() {
    feed(frame(FIN | CLOSE, new byte[] {0x03, (byte) 0xF5, 'o', 'k'}));

    assertThat(frames.seen).containsExactly("close 1013 6f6b");
  }

  @Test
  void tells1005ForACloseWithoutACode() {
    feed(frame(FIN | CLOSE, new byte[0]));

    assertThat(frames.seen).containsExactly("close 1005");
  }

  @Test
  void ignoresWhatFollowsAClose() {
    feed(frame(FIN | CLOSE, new byte[0]), frame(FIN | TEXT, payload(1)));
    feed(frame(FIN | PING, payload(1)));

    assertThat(frames.seen).containsExactly("close 1005");
  }

  @ParameterizedTest
  @CsvSource({
    "8180,        must not mask",
    "c100,        reserved bit",
    "a100,        reserved bit",
    "9100,        reserved bit",
    "8300,        opcode 3 is not defined",
    "8b00,        opcode 11 is not defined",
    "8000,        never began",
    "01000100,    inside another one",
    "0900,        fragmented or too long",
    "897e007e,    fragmented or too long",
    "880101,      half a code",
    "817f0000000000011171, 70001 bytes is too long",
    "817f8000000000000000, too long",
  })
  void namesWhatThePeerDidWrong(String bytes, String named) {
    byte[] wrong = HexFormat.of().parseHex(bytes);
    byte[] withPayload = Arrays.copyOf(wrong, wrong.length + 126);

    assertThatThrownBy(() -> parser.feed(withPayload, 0, withPayload.length))
        .isInstanceOf(FrameParser.ProtocolException.class)
        .hasMessageContaining(named);
  }

  @Test
  void refusesFragmentsThatAreTooLongTogether() {
    feed(frame(TEXT, payload(MAX)));

    assertThatThrownBy(() -> feed(frame(CONTINUATION, payload(1))))
        .hasMessageContaining("over 70000 bytes");
  }

  @Test
  void refusesALongFrameBeforeItsPayloadComes() {
    byte[] head = HexFormat.of().parseHex("827f0000000000011171");

    assertThatThrownBy(() -> feed(head)).hasMessageContaining("70001 bytes");
  }

  private void feed(byte[]... pieces) {
    byte[] all = joined(pieces);
    parser.feed(all, 0, all.length);
  }

  private static byte[] joined(byte[]... pieces) {
    var all = new java.io.ByteArrayOutputStream();
    Arrays.stream(pieces).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] payload(int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) i;
    }
    return payload;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
