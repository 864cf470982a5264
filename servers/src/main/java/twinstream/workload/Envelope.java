package twinstream.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// The JSON around a token. Compact, UTF-8 as it is; only what RFC 8259, section 7, demands is
/// escaped: quote, backslash and control characters below U+0020.
@SuppressWarnings("ImmutableEnumChecker") // Nobody writes to its arrays, and they never leave it.
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
  private final byte[] before;
  private final byte[] between;
  private final byte[] after;

  Envelope(String wireName, String before, String between, String after) {
    this.wireName = wireName;
    this.before = before.getBytes(US_ASCII);
    this.between = between.getBytes(US_ASCII);
    this.after = after.getBytes(US_ASCII);
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
    return before.length
        + key
        + between.length
        + JsonText.escapedBytes(token.text())
        + after.length;
  }

  /// Puts the enveloped token at the buffer's position, heap or direct, and moves the position
  /// behind it. Allocates nothing.
  ///
  /// @param reply id of the reply, ASCII without need of escaping, at most 64 characters; not used
  ///   by [#PLAIN]
  /// @throws java.nio.BufferOverflowException if it does not fit, with part of it written
  public void write(String reply, Token token, ByteBuffer target) {
    write(reply, token.index(), token.text(), target);
  }

  /// The same for the parts of a token.
  public void write(String reply, int index, byte[] text, ByteBuffer target) {
    target.put(before);
    if (this == PLAIN) {
      Decimal.put(index, target);
    } else {
      JsonText.putAscii(reply, target);
    }
    target.put(between);
    JsonText.putEscaped(text, target);
    target.put(after);
  }
}
