package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.util.List;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Message;

class MessageEncodingTest {
  private static final List<Message> TWO =
      List.of(new Message.Plain("1", "one"), new Message.Plain("2", "two"));

  private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();

  @Test
  void putsMessagesBehindTheRoomThatIsLeftFree() {
    var texts = new MessageEncoding(MessageText::maxBytes, MessageText::put);
    RetainableByteBuffer buffer = texts.encode(TWO, 5, buffers);

    var bytes = buffer.getByteBuffer().flip().position(5);
    assertThat(US_ASCII.decode(bytes).toString()).isEqualTo("onetwo");
    buffer.release();
    assertThat(buffers.getLeaks()).isEmpty();
  }

  @Test
  void givesTheBufferBackWhenAMessageDoesNotFit() {
    var broken =
        new MessageEncoding(
            _ -> 1,
            (_, _) -> {
              throw new BufferOverflowException();
            });

    assertThatThrownBy(() -> broken.encode(TWO, 0, buffers))
        .isInstanceOf(BufferOverflowException.class);
    assertThat(buffers.getLeaks()).isEmpty();
  }
}
