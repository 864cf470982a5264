package twinstream.reader;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/// Client frames (RFC 6455, 5.3) as a server would send them. For cases that others wrote for
/// servers.
final class Unmasked {
  private Unmasked() {}

  /// Takes the masks off complete client frames, and the key off a last one that is cut behind it.
  static byte[] frames(byte[] masked) {
    var unmasked = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.wrap(masked);
    while (in.hasRemaining()) {
      unmasked.write(in.get());
      int length = in.get() & 0x7F;
      unmasked.write(length);
      long payload = length;
      if (length >= 126) {
        byte[] extended = new byte[length == 126 ? 2 : 8];
        in.get(extended);
        unmasked.writeBytes(extended);
        payload = new BigInteger(1, extended).min(BigInteger.valueOf(1 << 20)).longValue();
      }
      byte[] key = new byte[4];
      in.get(key);
      for (int i = 0; i < payload && in.hasRemaining(); i++) {
        unmasked.write(in.get() ^ key[i % 4]);
      }
    }
    return unmasked.toByteArray();
  }
}
