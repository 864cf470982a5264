package twinstream.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
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
import twinstream.transport.EventWriter;
import twinstream.workload.Envelope;
import twinstream.workload.Token;
import twinstream.workload.TokenCorpus;

/// The server's encoding of a token, step by step, into direct buffers that are used again. Jetty's
/// generators are those that its connections call. Every buffer returned is ready to be read, and
/// valid until the same step runs again.
@State(Scope.Thread)
public class Encoders {
  private static final String REPLY = "r1024";
  // A power of two. Enough tokens that the branch predictor can't learn their lengths by heart.
  private static final int TOKENS = 1 << 12;
  private static final int BUFFER_BYTES = 4096;

  /// JSON around the token: the shortest, and the one with most to copy.
  @Param({"plain", "openai"})
  public String envelope = "plain";

  private final Message.Piece[] pieces = new Message.Piece[TOKENS];
  private final ByteBuffer payload = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer header = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Generator frames = new Generator();
  private final HttpGenerator chunks = new HttpGenerator();
  private int next;

  /// Takes the corpus' tokens as they follow each other, and sends the head of the response.
  @Setup(Level.Trial)
  public void setUp() throws IOException {
    Envelope json = Envelope.of(envelope);
    TokenCorpus corpus = TokenCorpus.standard();
    for (int i = 0; i < TOKENS; i++) {
      pieces[i] = new Message.Piece(REPLY, json, new Token(i, corpus.text(i % corpus.size())));
    }
    HttpFields fields =
        HttpFields.from(new HttpField(HttpHeader.CONTENT_TYPE, "text/event-stream"));
    var head = new MetaData.Response(200, null, HttpVersion.HTTP_1_1, fields);
    BufferUtil.clear(header);
    // Content of unknown length commits the response to chunks.
    chunks.generateResponse(head, false, header, null, BufferUtil.toBuffer(":\n\n"), false);
  }

  /// The next token, from the first again after the last.
  Message.Piece next() {
    return pieces[next++ & (TOKENS - 1)];
  }

  ByteBuffer envelope(Message.Piece piece) {
    payload.clear();
    piece.envelope().write(piece.reply(), piece.token(), payload);
    return payload.flip();
  }

  ByteBuffer event(Message.Piece piece) {
    payload.clear();
    EventWriter.write(piece, payload);
    return payload.flip();
  }

  /// Header of the frame that carries these bytes, in a buffer of its own, as Jetty writes a frame
  /// that no other follows.
  ByteBuffer frameHeader(ByteBuffer content) {
    BufferUtil.clear(header);
    frames.generateHeader(frame(content), header);
    return header;
  }

  // Not inlined: in a server the frame is queued, so its allocation can't be optimised away.
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static Frame frame(ByteBuffer content) {
    return new Frame(OpCode.TEXT, content);
  }

  /// Line that turns these bytes into the next chunk; it also ends the chunk before, as Jetty has
  /// it.
  ByteBuffer chunkHeader(ByteBuffer content) {
    BufferUtil.clear(header);
    try {
      chunks.generateResponse(null, false, null, header, content, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return header;
  }
}
