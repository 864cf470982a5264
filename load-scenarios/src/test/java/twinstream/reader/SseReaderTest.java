package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Without a network: bytes in, calls out.
class SseReaderTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String RECORD =
      "event: reply\ndata: {\"reply\":\"r_1\",\"originNanos\":1,\"stepNanos\":0,\"tokens\":9}\n\n";

  private static List<Integer> indexes(String... events) {
    Heard heard = new Heard();
    var target = new Target(new InetSocketAddress("127.0.0.1", 1), "/stream?tokens=9");
    var stamp = new Stamp();
    var codec = new HttpClientCodec();
    var stream = new Stream(new DefaultEventLoop(), heard);
    var dialogue = new SseReader("sse-h1", false).dialogue(target, stream);
    var channel =
        new EmbeddedChannel(stamp, codec, new Http1Stream(stamp, codec, stream, dialogue));
    StringBuilder bytes = new StringBuilder(HEAD);
    for (String event : events) {
      int length = event.getBytes(UTF_8).length;
      bytes.append(Integer.toHexString(length)).append("\r\n").append(event).append("\r\n");
    }
    channel.writeInbound(Unpooled.copiedBuffer(bytes, UTF_8));
    channel.finishAndReleaseAll();
    return List.copyOf(heard.indexes);
  }

  @Test
  void tellsTheIndexOfAnIdOfItsOwnReply() {
    assertThat(indexes(RECORD, "id: r_1:0\ndata: x\n\n", "id: r_1:17\ndata: x\n\n"))
        .containsExactly(0, 17);
  }

  @Test
  void callsEveryOtherIdWrong() {
    assertThat(
            indexes(
                RECORD,
                "data: x\n\n",
                "id: r_2:1\ndata: x\n\n",
                "id: r_11\ndata: x\n\n",
                "id: r_1:x\ndata: x\n\n",
                "id: 1\ndata: x\n\n"))
        .hasSize(5)
        .containsOnly(ReplyListener.WRONG_ID);
  }

  @Test
  void callsAnIdWrongWhoseReplyWasNotTold() {
    assertThat(indexes("id: r_1:0\ndata: x\n\n")).containsExactly(ReplyListener.WRONG_ID);
  }
}
