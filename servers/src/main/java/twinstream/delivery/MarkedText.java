package twinstream.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import twinstream.workload.Reply;
import twinstream.workload.Token;

/// Text of a reply with a nonce: behind each token's own text stand six characters that are drawn
/// once, are in the log and nowhere else, and follow from nothing. A reader who comes back and gets
/// the same ones was sent what the log holds. Not for several threads at once.
final class MarkedText {
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(US_ASCII);
  private static final int MARK_BYTES = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final Reply reply;
  private final ReplayLog log;
  private final Iterator<byte[]> logged;

  /// @param from first token to be asked for; the log holds those before it
  MarkedText(String id, Reply reply, ReplayLog log, int from) {
    this.id = id;
    this.reply = reply;
    this.log = log;
    logged = log.read(id, from);
  }

  /// The token, from the log or drawn and put there; each is asked for once and in order.
  Token token(int index) {
    if (logged.hasNext()) {
      return new Token(index, logged.next());
    }
    return new Token(index, draw(id, reply, log, index));
  }

  private static byte[] draw(String id, Reply reply, ReplayLog log, int index) {
    byte[] plain = reply.text(index);
    byte[] mark = new byte[MARK_BYTES];
    RANDOM.nextBytes(mark);
    byte[] text = Arrays.copyOf(plain, plain.length + MARK_BYTES);
    for (int i = 0; i < MARK_BYTES; i++) {
      text[plain.length + i] = ALPHABET[mark[i] & (ALPHABET.length - 1)];
    }
    log.append(id, index, text);
    return text;
  }

  /// What the log says of the tokens before `from`, for the control record. Tokens there that were
  /// never produced are produced now: a reader who says that it has them shall see that it can't.
  ///
  /// @param first index of the reply's first token
  static Message.Start.Resumed resumed(String id, Reply reply, ReplayLog log, int first, int from) {
    MessageDigest digest = sha256();
    Iterator<byte[]> logged = log.read(id, first);
    for (int index = first; index < from; index++) {
      digest.update(logged.hasNext() ? logged.next() : draw(id, reply, log, index));
    }
    String before = hex(digest);
    int index = from;
    for (; logged.hasNext(); index++) {
      digest.update(logged.next());
    }
    return new Message.Start.Resumed(from, before, index == reply.tokens() ? hex(digest) : null);
  }

  // The digest goes on afterwards.
  private static String hex(MessageDigest digest) {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
