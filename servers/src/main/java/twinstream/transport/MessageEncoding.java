package twinstream.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import twinstream.delivery.Message;

/// How a transport puts messages into bytes.
///
/// @param maxBytes an upper bound of what one message takes
/// @param writer puts one message; allocates nothing for a token
record MessageEncoding(ToIntFunction<Message> maxBytes, BiConsumer<Message, ByteBuffer> writer) {
  /// Puts the messages of one write into a direct buffer, which the caller gives back.
  ///
  /// @param start bytes that are left free in front of them
  /// @return a buffer whose position is behind the last message
  RetainableByteBuffer encode(List<Message> messages, int start, ByteBufferPool buffers) {
    int size = start;
    for (Message message : messages) {
      size += maxBytes.applyAsInt(message);
    }
    RetainableByteBuffer buffer = buffers.acquire(size, true);
    try {
      ByteBuffer bytes = buffer.getByteBuffer();
      BufferUtil.clearToFill(bytes);
      bytes.position(start);
      for (Message message : messages) {
        writer.accept(message, bytes);
      }
      return buffer;
    } catch (RuntimeException e) {
      buffer.release();
      throw e;
    }
  }
}
