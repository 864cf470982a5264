package twinstream.transport;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a server compresses what it streams to readers that offer to decompress it. What a reader
/// sends is compressed as that reader likes, where the protocol lets it.
public enum Compression {
  /// Nothing is negotiated, and nobody has a compressor.
  OFF,
  /// The DEFLATE algorithm, whose context lives as long as the stream: `permessage-deflate` (RFC
  /// 7692), or gzip with a flush per write.
  DEFLATE,
  /// `permessage-deflate` with a fresh context for each message.
  DEFLATE_RESET,
  /// Brotli (RFC 7932) with a flush per write.
  BROTLI,
  /// Zstandard (RFC 8878) with a flush per write.
  ZSTD;

  /// @throws IllegalArgumentException naming the known ones
  public static Compression of(String word) {
    return Arrays.stream(values())
        .filter(one -> one.toString().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "compression must be one of %s, but is \"%s\""
                    .formatted(listed(List.of(values())), word)));
  }

  /// This one.
  ///
  /// @throws IllegalArgumentException when it is not among those that a transport has
  Compression among(List<Compression> known, String transport) {
    if (!known.contains(this)) {
      throw new IllegalArgumentException(
          "compression of %s must be one of %s, but is \"%s\""
              .formatted(transport, listed(known), this));
    }
    return this;
  }

  private static String listed(List<Compression> some) {
    return some.stream().map(Compression::toString).collect(Collectors.joining(", "));
  }

  /// The word in commands and result files, such as `deflate-reset`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
