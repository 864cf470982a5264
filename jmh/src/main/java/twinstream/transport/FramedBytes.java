package twinstream.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.generator.DataGenerator;
import org.eclipse.jetty.http2.generator.HeaderGenerator;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.internal.Generator;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import twinstream.delivery.Message;
import twinstream.jmh.Corpus;

/// Enveloped tokens, and what puts frames around them: this suite's own code, which tokens go
/// through, and Jetty's, through which heads, ends and whatever is compressed goes.
@State(Scope.Thread)
public class FramedBytes {
  private static final int BUFFER_BYTES = 8192;
  private static final int STREAM = 1;

  /// Size of what is framed: 20 to 50 B, or 180 to 210 B.
  @Param({"plain", "openai"})
  public String envelope = "plain";

  private final byte[][] jsons = new byte[Corpus.TOKENS][];
  private final ByteBuffer[] events = new ByteBuffer[Corpus.TOKENS];
  private final ByteBuffer target = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer head = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Generator frames = new Generator();
  private final HttpGenerator chunks = new HttpGenerator();
  private final ByteBufferPool pool = new ArrayByteBufferPool();
  private final DataGenerator data = new DataGenerator(new HeaderGenerator(pool));
  private int next;

  /// Makes what is framed, and sends the head of a response, after which Jetty makes chunks.
  @Setup(Level.Trial)
  public void setUp() throws IOException {
    Message.Piece[] pieces = Corpus.pieces(envelope);
    for (int i = 0; i < Corpus.TOKENS; i++) {
      jsons[i] = Corpus.json(pieces[i]);
      ByteBuffer event = ByteBuffer.allocateDirect(EventWriter.maxBytes(pieces[i]));
      EventWriter.write(pieces[i], event);
      events[i] = event.flip();
    }
    HttpFields fields =
        HttpFields.from(new HttpField(HttpHeader.CONTENT_TYPE, "text/event-stream"));
    var response = new MetaData.Response(200, null, HttpVersion.HTTP_1_1, fields);
    BufferUtil.clear(head);
    chunks.generateResponse(response, false, head, null, BufferUtil.toBuffer(":\n\n"), false);
  }

  /// The place of the next token.
  int next() {
    return next++ & (Corpus.TOKENS - 1);
  }

  byte[] json(int index) {
    return jsons[index];
  }

  ByteBuffer event(int index) {
    return events[index];
  }

  /// An event around the JSON.
  ByteBuffer eventAround(int index) {
    target.clear();
    EventWriter.open(Corpus.REPLY_TEXT, index, target);
    target.put(jsons[index]);
    EventWriter.close(target);
    return target.flip();
  }

  /// Event and chunk around the JSON.
  ByteBuffer chunk(int index) {
    target.clear().position(Chunk.MOST_HEAD_BYTES);
    EventWriter.open(Corpus.REPLY_TEXT, index, target);
    target.put(jsons[index]);
    EventWriter.close(target);
    Chunk.close(target, Chunk.MOST_HEAD_BYTES);
    return target;
  }

  /// A frame around the JSON.
  ByteBuffer frame(int index) {
    int room = FrameWriter.headBytes(jsons[index].length);
    target.clear().position(room);
    target.put(jsons[index]);
    FrameWriter.close(0, room, target);
    return target.flip();
  }

  /// The JSON alone, copied, as either does.
  ByteBuffer copied(int index) {
    return target.clear().put(jsons[index]).flip();
  }

  /// Line by which Jetty makes an event the next chunk; it also ends the chunk before.
  ByteBuffer jettyChunkHead(int index) {
    BufferUtil.clear(head);
    try {
      chunks.generateResponse(null, false, null, head, events[index].slice(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head;
  }

  /// Head of Jetty's frame around the JSON.
  ByteBuffer jettyFrameHead(int index) {
    BufferUtil.clear(head);
    frames.generateHeader(frameAround(jsons[index]), head);
    return head;
  }

  // Not inlined: in a server the frame is queued, so its allocation can't be optimised away.
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static Frame frameAround(byte[] json) {
    return new Frame(OpCode.TEXT, ByteBuffer.wrap(json));
  }

  /// Head and content of Jetty's DATA frame around an event, which is not copied.
  ///
  /// @return bytes of the frame
  long jettyData(int index) {
    var accumulator = new RetainableByteBuffer.DynamicCapacity(pool);
    ByteBuffer event = events[index].slice();
    data.generate(accumulator, dataOf(event), event.remaining());
    long size = accumulator.size();
    accumulator.release();
    return size;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static DataFrame dataOf(ByteBuffer event) {
    return new DataFrame(STREAM, event, false);
  }
}
