package twinstream.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Scanner;

/// Real text in several languages, written for this project, cut as a real tokenizer cuts it
/// (`o200k_base`), so that lengths and scripts of tokens are those that a chat sees. The cut is
/// made ahead, because the tokenizer's vocabulary would take tens of megabytes in the server that
/// is measured. A token that ends inside a character is joined with those after it until the
/// character is whole, as model servers do before they send text.
public final class TokenCorpus {
  private final byte[][] tokens;

  private TokenCorpus(byte[][] tokens) {
    this.tokens = tokens;
  }

  /// The corpus of all workloads, read once per process.
  public static TokenCorpus standard() {
    return Standard.CORPUS;
  }

  /// Number of tokens.
  public int size() {
    return tokens.length;
  }

  /// Token at that position, from 0: whole UTF-8 characters, shared, not to be modified.
  public byte[] text(int position) {
    return tokens[position];
  }

  /// @param text UTF-8
  /// @param cuts byte lengths of the tokens in decimal, white space between them
  static TokenCorpus of(byte[] text, String cuts) {
    int[] lengths = new Scanner(cuts).tokens().mapToInt(Integer::parseInt).toArray();
    int sum = Arrays.stream(lengths).sum();
    if (sum != text.length) {
      throw new IllegalStateException(
          "The cuts add up to %d bytes, but the corpus has %d: cut it again with CutCorpus"
              .formatted(sum, text.length));
    }
    byte[][] tokens = new byte[lengths.length][];
    int start = 0;
    for (int i = 0; i < lengths.length; i++) {
      tokens[i] = Arrays.copyOfRange(text, start, start + lengths[i]);
      start += lengths[i];
    }
    return new TokenCorpus(tokens);
  }

  static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(TokenCorpus.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Standard {
    static final TokenCorpus CORPUS =
        of(resource("corpus.txt"), new String(resource("corpus.cuts"), StandardCharsets.US_ASCII));
  }
}
