package twinstream.trial;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import twinstream.reader.ReplyListener;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;

/// Holds each token of one reply against what the seed says it must be: index, order, bytes. A
/// right one costs one encoding and one comparison; only a wrong one is looked into.
///
/// One event loop only.
final class TokenCheck {
  /// How far a token is searched for that is not the next one.
  private static final int SEARCH = 4_096;

  private final Reply reply;
  private final Ascii id;
  private final Envelope envelope;
  private final Tally tally;
  private int next;
  // Passed over so far; null while there are none, which is the rule.
  private @Nullable BitSet missing;

  private final @Nullable Proof proof;

  TokenCheck(Reply reply, String id, Envelope envelope, int from, Tally tally) {
    this(reply, id, envelope, from, tally, null);
  }

  /// @param proof takes the texts of a reply with a nonce; null for one without
  TokenCheck(
      Reply reply, String id, Envelope envelope, int from, Tally tally, @Nullable Proof proof) {
    this.reply = reply;
    this.id = Ascii.of(id);
    this.envelope = envelope;
    this.tally = tally;
    this.proof = proof;
    next = from;
  }

  /// Index of the next token expected.
  int next() {
    return next;
  }

  /// Takes one token.
  ///
  /// @param idIndex index that the transport told, [ReplyListener#NO_INDEX] or
  ///   [ReplyListener#WRONG_ID]
  /// @return its index, or -1 when it was not a token of this reply that was still owed
  int accept(byte[] bytes, int from, int to, int idIndex) {
    boolean toldOtherwise = idIndex != ReplyListener.NO_INDEX && idIndex != next;
    if (!toldOtherwise && next < reply.tokens() && matches(next, bytes, from, to)) {
      if (proof != null) {
        proof.take(reply.text(next));
      }
      return next++;
    }
    int index =
        idIndex == ReplyListener.NO_INDEX ? found(bytes, from, to) : told(idIndex, bytes, from, to);
    if (index < 0) {
      tally.changed++;
      // What it was meant to be is not known; one token is taken to have been spoilt on its way.
      next = Math.min(next + 1, reply.tokens());
      return -1;
    }
    return index < next ? again(index) : ahead(index);
  }

  private boolean matches(int index, byte[] bytes, int from, int to) {
    ByteBuffer expected = tally.scratch();
    if (proof != null) {
      envelope.write(id, index, Proof.marked(reply.text(index)), expected);
      return proof.fits(expected.array(), expected.position(), bytes, from, to);
    }
    envelope.write(id, index, reply.text(index), expected);
    return Arrays.equals(expected.array(), 0, expected.position(), bytes, from, to);
  }

  // The index that the transport told, -1 when the bytes are not those of that token.
  private int told(int index, byte[] bytes, int from, int to) {
    return index >= 0 && index < reply.tokens() && matches(index, bytes, from, to) ? index : -1;
  }

  // The token with these bytes that is the likeliest: one that was passed over, else the nearest.
  // Only the `plain` envelope tells its index; in the others one text may stand for many tokens.
  private int found(byte[] bytes, int from, int to) {
    if (missing != null) {
      for (int index = missing.length(); (index = missing.previousSetBit(index - 1)) >= 0; ) {
        if (matches(index, bytes, from, to)) {
          return index;
        }
      }
    }
    for (int distance = 1; distance <= SEARCH; distance++) {
      if (next + distance < reply.tokens() && matches(next + distance, bytes, from, to)) {
        return next + distance;
      }
      if (next - distance >= 0 && matches(next - distance, bytes, from, to)) {
        return next - distance;
      }
    }
    return -1;
  }

  private int ahead(int index) {
    if (missing == null) {
      missing = new BitSet();
    }
    missing.set(next, index);
    tally.lost += index - next;
    next = index + 1;
    return index;
  }

  private int again(int index) {
    if (missing != null && missing.get(index)) {
      missing.clear(index);
      tally.lost--;
      tally.outOfOrder++;
      return index;
    }
    tally.doubled++;
    return -1;
  }

  /// The reply has ended: what is still owed is lost.
  void ended() {
    tally.lost += reply.tokens() - next;
    next = reply.tokens();
  }
}
