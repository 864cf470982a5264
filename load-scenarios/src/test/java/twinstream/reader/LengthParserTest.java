package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthParserTest {
  private static final List<String> MESSAGES = List.of("{\"reply\":1}", "", "ä", "x".repeat(300));

  private final List<String> seen = new ArrayList<>();
  private final LengthParser parser =
      new LengthParser(
          (bytes, from, to) -> seen.add(new String(bytes, from, to - from, UTF_8)), 300);

  private static byte[] sent(List<String> messages) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    for (String message : messages) {
      byte[] bytes = message.getBytes(UTF_8);
      buffer.putInt(bytes.length).put(bytes);
    }
    return java.util.Arrays.copyOf(buffer.array(), buffer.position());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 4096})
  void readsTheSameWhereverTheReadsEnd(int piece) {
    byte[] all = sent(MESSAGES);

    for (int from = 0; from < all.length; from += piece) {
      parser.feed(all, from, Math.min(all.length, from + piece));
    }

    assertThat(seen).isEqualTo(MESSAGES);
  }

  @Test
  void waitsForTheRestOfAMessage() {
    byte[] all = sent(List.of("whole"));

    parser.feed(all, 0, all.length - 1);

    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, Integer.MAX_VALUE, -1})
  void refusesAMessageThatIsTooLong(int length) {
    byte[] head = ByteBuffer.allocate(4).putInt(length).array();

    assertThatThrownBy(() -> parser.feed(head, 0, 4))
        .isInstanceOf(FrameParser.ProtocolException.class)
        .hasMessage("a message of %d bytes is too long", length & 0xFFFFFFFFL);
  }
}
