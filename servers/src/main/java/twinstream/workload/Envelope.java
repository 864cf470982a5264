package twinstream.workload;

import java.nio.ByteBuffer;

/// The JSON around a token. Compact, UTF-8 as it is; only what RFC 8259, section 7, demands is
/// escaped: quote, backslash and control characters below U+0020.
public enum Envelope {
  /// Index and text and nothing else: `{"i":0,"t":"Hello"}`.
  PLAIN("plain", "{\"i\":", ",\"t\":\"", "\"}"),
  /// A chunk of OpenAI's chat completions API, as "Streaming events" of its API reference shows it.
  OPENAI(
      "openai",
      "{\"id\":\"",
      "\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"twinstream\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"",
      "\"},\"finish_reason\":null}]}"),
  /// A text delta of the Vercel AI SDK's UI message stream.
  AI_SDK("ai-sdk", "{\"type\":\"text-delta\",\"id\":\"", "\",\"delta\":\"", "\"}");

  private final String wireName;
  private final Ascii before;
  private final Ascii between;
  private final Ascii after;

  Envelope(String wireName, String before, String between, String after) {
    this.wireName = wireName;
    this.before = Ascii.of(before);
    this.between = Ascii.of(between);
    this.after = Ascii.of(after);
  }

  /// Value of the request parameter `envelope`.
  public String wireName() {
    return wireName;
  }

  /// @throws IllegalArgumentException for a name outside the contract
  public static Envelope of(String wireName) {
    return switch (wireName) {
      case "plain" -> PLAIN;
      case "openai" -> OPENAI;
      case "ai-sdk" -> AI_SDK;
      default ->
          throw new IllegalArgumentException(
              "envelope must be plain, openai or ai-sdk, but is \"%s\""
                  .formatted(BadRequestException.shown(wireName)));
    };
  }

  /// Upper bound of what [#write] puts for this token, in bytes: exact but for the longest index or
  /// reply id.
  public int maxBytes(Token token) {
    int key = this == PLAIN ? Decimal.MOST_BYTES : ReplyRequest.MAX_ID_CHARACTERS;
    return before.length()
        + key
        + between.length()
        + JsonText.escapedBytes(token.text())
        + after.length();
  }

  /// Puts the enveloped token at the buffer's position, heap or direct, and moves the position
  /// behind it. Allocates nothing.
  ///
  /// @param reply id of the reply, without need of escaping, at most 64 characters; not used by
  ///   [#PLAIN]
  /// @throws java.nio.BufferOverflowException if it does not fit, with part of it written
  public void write(Ascii reply, Token token, ByteBuffer target) {
    write(reply, token.index(), token.text(), target);
  }

  /// The same for the parts of a token.
  public void write(Ascii reply, int index, byte[] text, ByteBuffer target) {
    int at = before.put(target, target.position());
    at = this == PLAIN ? Decimal.put(index, target, at) : reply.put(target, at);
    at = between.put(target, at);
    at = JsonText.putEscaped(text, target, at);
    target.position(after.put(target, at));
  }
}
