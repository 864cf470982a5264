package twinstream.workload;

import java.util.Objects;

/// The text of one reply: a stretch of the corpus from a place that the seed picks, going on from
/// the start where the corpus ends. The same seed gives the same tokens on every machine.
///
/// @param seed any number
/// @param tokens length, 1 to 100,000
/// @param corpus where the text comes from
public record Reply(long seed, int tokens, TokenCorpus corpus) {

  public Reply {
    Require.between("tokens", tokens, 1, ReplyRequest.MAX_TOKENS);
  }

  /// @throws IndexOutOfBoundsException unless the index is from 0 to [#tokens()] - 1
  public Token token(int index) {
    return new Token(index, text(index));
  }

  /// The text of one token, without an object around it: shared, not to be modified.
  ///
  /// @throws IndexOutOfBoundsException unless the index is from 0 to [#tokens()] - 1
  public byte[] text(int index) {
    Objects.checkIndex(index, tokens);
    int start = Draw.below(corpus.size(), Draw.stream(seed, Draw.TEXT));
    return corpus.text((start + index) % corpus.size());
  }
}
