package twinstream.reader;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/// An array per event loop into which reads are copied before parsing: parsers work on arrays,
/// which is faster than on direct buffers byte by byte.
final class Scratch {
  private static final FastThreadLocal<byte[]> ARRAY =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[64 * 1024];
        }
      };

  private Scratch() {}

  interface Bytes {
    void feed(byte[] bytes, int from, int to);
  }

  /// Hands all readable bytes on, in pieces where they are many.
  static void feed(ByteBuf buffer, Bytes parser) {
    if (buffer.hasArray()) {
      int from = buffer.arrayOffset() + buffer.readerIndex();
      parser.feed(buffer.array(), from, from + buffer.readableBytes());
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    byte[] array = ARRAY.get();
    while (buffer.isReadable()) {
      int length = Math.min(array.length, buffer.readableBytes());
      buffer.readBytes(array, 0, length);
      parser.feed(array, 0, length);
    }
  }
}
