package twinstream.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.Message;

/// Tokens, and two ways to put JSON around them.
@State(Scope.Thread)
public class Enveloped {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BUFFER_BYTES = 8192;

  /// Which JSON.
  @Param({"plain", "openai", "ai-sdk"})
  public String envelope = "plain";

  private Message.Piece[] pieces = {};
  private final String[] texts = new String[Corpus.TOKENS];
  private final ByteBuffer target = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream(BUFFER_BYTES);
  private int next;

  /// Takes the tokens of the corpus.
  @Setup(Level.Trial)
  public void setUp() {
    pieces = Corpus.pieces(envelope);
    for (int i = 0; i < Corpus.TOKENS; i++) {
      texts[i] = new String(pieces[i].token().text(), UTF_8);
    }
  }

  /// The place of the next token.
  int next() {
    return next++ & (Corpus.TOKENS - 1);
  }

  /// As the servers make it: fixed parts and the escaped token, into a buffer.
  ByteBuffer own(int index) {
    Message.Piece piece = pieces[index];
    target.clear();
    piece.envelope().write(piece.reply(), piece.token(), target);
    return target.flip();
  }

  /// As programs make it: by a generator, from text to bytes.
  byte[] jacksons(int index) {
    stream.reset();
    try (JsonGenerator json = JSON.createGenerator(stream)) {
      json.writeStartObject();
      switch (pieces[index].envelope()) {
        case PLAIN -> json.writeNumberProperty("i", index).writeStringProperty("t", texts[index]);
        case OPENAI -> openai(json, texts[index]);
        case AI_SDK ->
            json.writeStringProperty("type", "text-delta")
                .writeStringProperty("id", Corpus.REPLY)
                .writeStringProperty("delta", texts[index]);
      }
      json.writeEndObject();
    }
    return stream.toByteArray();
  }

  private static void openai(JsonGenerator json, String text) {
    json.writeStringProperty("id", Corpus.REPLY)
        .writeStringProperty("object", "chat.completion.chunk")
        .writeNumberProperty("created", 0)
        .writeStringProperty("model", "twinstream")
        .writeArrayPropertyStart("choices")
        .writeStartObject()
        .writeNumberProperty("index", 0)
        .writeObjectPropertyStart("delta")
        .writeStringProperty("content", text)
        .writeEndObject()
        .writeNullProperty("finish_reason")
        .writeEndObject()
        .writeEndArray();
  }
}
