package twinstream.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// What is done to a reply in Redis, each in one step that nothing can come between.
enum LogScript {
  OPEN(ScriptOutputType.VALUE),
  WRITE(ScriptOutputType.VALUE),
  VOID(ScriptOutputType.VALUE),
  ADOPT(ScriptOutputType.MULTI);

  private final ScriptOutputType output;
  private final byte[] text = text(name().toLowerCase(Locale.ROOT) + ".lua");
  private final String digest = sha1(text);

  LogScript(ScriptOutputType output) {
    this.output = output;
  }

  ScriptOutputType output() {
    return output;
  }

  byte[] text() {
    return text;
  }

  /// Name of a script that Redis has loaded.
  String digest() {
    return digest;
  }

  /// The keys that a script is given; both of a reply are on one node of a cluster.
  static byte[][] keys(String reply) {
    return new byte[][] {
      ("twinstream:{" + reply + "}:head").getBytes(UTF_8),
      ("twinstream:{" + reply + "}:tokens").getBytes(UTF_8)
    };
  }

  private static byte[] text(String name) {
    try (InputStream in = LogScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
