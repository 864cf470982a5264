package twinstream.reader;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.internal.Parser;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import twinstream.jmh.Corpus;

/// What a client says, before and after masking.
@State(Scope.Thread)
public class Masks {
  /// Payload: an envelope of 20 to 50 B, or of 180 to 210 B.
  @Param({"plain", "openai"})
  public String envelope = "plain";

  private static final int READ_BYTES = 8192;

  private final byte[][] payloads = new byte[Corpus.TOKENS][];
  private final ByteBuffer[] frames = new ByteBuffer[Corpus.TOKENS];
  private final Parser parser = new Parser(new ArrayByteBufferPool());
  private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES);
  private int next;

  /// Masks all of them once.
  @Setup(Level.Trial)
  public void setUp() {
    var pieces = Corpus.pieces(envelope);
    for (int i = 0; i < Corpus.TOKENS; i++) {
      payloads[i] = Corpus.json(pieces[i]);
      ByteBuf masked = masked(i);
      frames[i] = ByteBuffer.allocateDirect(masked.readableBytes());
      masked.readBytes(frames[i]);
      frames[i].flip();
      masked.release();
    }
  }

  /// The place of the next payload.
  int next() {
    return next++ & (Corpus.TOKENS - 1);
  }

  byte[] payload(int index) {
    return payloads[index];
  }

  /// A client's frame, to be released.
  ByteBuf masked(int index) {
    return MaskedFrame.of(
        UnpooledByteBufAllocator.DEFAULT,
        MaskedFrame.TEXT,
        payloads[index],
        0,
        payloads[index].length);
  }

  /// Payload of that frame as Jetty's server sees it. The frame is copied, as a read would: Jetty
  /// takes the mask off in place.
  ByteBuffer unmasked(int index) {
    read.clear().put(frames[index].duplicate()).flip();
    Frame.Parsed frame = parser.parse(read);
    return frame.getPayload();
  }

  /// The same as bytes.
  byte[] unmaskedBytes(int index) {
    ByteBuffer payload = unmasked(index).slice();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }
}
