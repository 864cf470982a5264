package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.reader.ServerFrames.CONTINUATION;
import static twinstream.reader.ServerFrames.FIN;
import static twinstream.reader.ServerFrames.PING;
import static twinstream.reader.ServerFrames.TEXT;
import static twinstream.reader.ServerFrames.frame;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compressed messages through the parser of frames.
class InflatingTest {
  private static final int RSV1 = 0x40;
  private static final int MAX = 70_000;

  private final ServerFrames frames = new ServerFrames();
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

  @AfterEach
  void end() {
    deflater.end();
  }

  private FrameParser parser(boolean reset) {
    FrameParser parser = new FrameParser(frames, MAX);
    parser.inflateWith(new Inflating(reset));
    return parser;
  }

  private byte[] deflated(byte[] message) {
    byte[] bytes = new byte[message.length + 1_000];
    deflater.setInput(message);
    int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(bytes, length - 4);
  }

  private static String text(String message) {
    return "text " + HexFormat.of().formatHex(message.getBytes(UTF_8));
  }

  private void feed(FrameParser parser, byte[] frame) {
    parser.feed(frame, 0, frame.length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inflatesMessageAfterMessage(boolean reset) {
    FrameParser parser = parser(reset);
    for (int i = 0; i < 100; i++) {
      String message = "{\"i\":%d,\"t\":\" 漢字\"}".formatted(i);
      for (byte one : frame(FIN | RSV1 | TEXT, deflated(message.getBytes(UTF_8)))) {
        parser.feed(new byte[] {one}, 0, 1);
      }
      assertThat(frames.seen).hasSize(i + 1).last().isEqualTo(text(message));
      if (reset) {
        deflater.reset();
      }
    }
  }

  // RFC 7692, 7.2.3.1 and 7.2.3.2: "Hello" compressed, and once more with its context.
  @Test
  void understandsTheExamplesOfTheStandard() {
    FrameParser parser = parser(false);
    byte[] bytes = HexFormat.of().parseHex("c107f248cdc9c90700" + "c105f200110000");
    parser.feed(bytes, 0, bytes.length);
    assertThat(frames.seen).containsExactly(text("Hello"), text("Hello"));
  }

  @Test
  void putsFragmentsTogetherBeforeItInflates() {
    byte[] whole = deflated("{\"i\":1,\"t\":\" fragments\"}".getBytes(UTF_8));
    FrameParser parser = parser(false);
    feed(parser, frame(RSV1 | TEXT, Arrays.copyOf(whole, 5)));
    feed(parser, frame(FIN | PING, new byte[0]));
    feed(parser, frame(FIN | CONTINUATION, Arrays.copyOfRange(whole, 5, whole.length)));
    assertThat(frames.seen).containsExactly("ping", text("{\"i\":1,\"t\":\" fragments\"}"));
  }

  @Test
  void takesPlainMessagesBetweenCompressedOnes() {
    FrameParser parser = parser(false);
    feed(parser, frame(FIN | RSV1 | TEXT, deflated(new byte[] {'a'})));
    feed(parser, frame(FIN | TEXT, new byte[] {'b'}));
    feed(parser, frame(FIN | RSV1 | TEXT, deflated(new byte[] {'c'})));
    assertThat(frames.seen).containsExactly(text("a"), text("b"), text("c"));
  }

  @Test
  void refusesAMessageThatInflatesToMoreThanTheLongest() {
    byte[] bomb = deflated(new byte[8 << 20]);
    assertThat(bomb).hasSizeLessThan(10_000);
    FrameParser parser = parser(false);
    assertThatThrownBy(() -> feed(parser, frame(FIN | RSV1 | TEXT, bomb)))
        .hasMessage("a message inflates to over 70000 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "0xC9, a frame that begins no message is marked as compressed",
    "0xC0, a frame that begins no message is marked as compressed",
    "0xA1, 'a reserved bit is set, but no extension was agreed on'",
  })
  void refusesAMarkInTheWrongPlace(int firstByte, String sentence) {
    FrameParser parser = parser(false);
    assertThatThrownBy(() -> feed(parser, frame(firstByte, new byte[0]))).hasMessage(sentence);
  }

  @Test
  void refusesBytesThatAreNoDeflate() {
    FrameParser parser = parser(false);
    assertThatThrownBy(() -> feed(parser, frame(FIN | RSV1 | TEXT, new byte[] {7, 7, 7, 7})))
        .hasMessageStartingWith("a message can't be inflated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "OFF           | permessage-deflate",
        "DEFLATE       | none",
        "DEFLATE       | permessage-deflate;server_no_context_takeover",
        "DEFLATE_RESET | permessage-deflate",
        "DEFLATE       | permessage-bzip2",
      })
  void refusesWhatWasNotOffered(Offer offer, @org.jspecify.annotations.Nullable String extensions) {
    assertThatThrownBy(() -> Inflating.agreed(offer, extensions))
        .hasMessageContaining("was offered, but the answer has " + extensions);
  }
}
