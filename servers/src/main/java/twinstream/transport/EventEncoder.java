package twinstream.transport;

import java.nio.ByteBuffer;

/// The compressor of one event stream. Its memory is native and freed by hand.
///
/// Not for several threads at once.
interface EventEncoder {

  /// Most bytes that [#encode] puts for so many.
  int maxBytes(int bytes);

  /// Encodes bytes so that a reader can decode them all at once, without waiting for more.
  ///
  /// @param events direct; all of it is taken
  /// @param last true to end the encoding as well
  /// @param target direct, with room for [#maxBytes(int)]
  /// @throws IllegalStateException when the encoder fails
  void encode(ByteBuffer events, boolean last, ByteBuffer target);

  /// Frees the memory. To be called once; nothing may be called after it.
  void free();
}
