package twinstream.reader;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a reader offers to decompress. A server that then sends plain bytes has not kept the
/// conditions of the measurement, and the reader leaves.
public enum Offer {
  /// Nothing.
  OFF(null, null),
  /// gzip, or `permessage-deflate` (RFC 7692) whose context lives as long as the stream.
  DEFLATE("gzip", "permessage-deflate"),
  /// `permessage-deflate` with a fresh context for each message.
  DEFLATE_RESET(null, "permessage-deflate; server_no_context_takeover"),
  /// Brotli (RFC 7932).
  BROTLI("br", null),
  /// Zstandard (RFC 8878).
  ZSTD("zstd", null);

  private final @Nullable String coding;
  private final @Nullable String extension;

  Offer(@Nullable String coding, @Nullable String extension) {
    this.coding = coding;
    this.extension = extension;
  }

  /// @param word as in settings of a server, such as `deflate-reset`
  /// @throws IllegalArgumentException naming the known ones
  public static Offer of(String word) {
    return Arrays.stream(values())
        .filter(one -> one.toString().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "compression must be one of %s, but is \"%s\""
                    .formatted(
                        Arrays.stream(values())
                            .map(Offer::toString)
                            .collect(Collectors.joining(", ")),
                        word)));
  }

  /// Value of `Accept-Encoding`, null for none.
  @Nullable String coding() {
    return coding;
  }

  /// Value of `Sec-WebSocket-Extensions`, null for none.
  @Nullable String extension() {
    return extension;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
