package twinstream.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Cuts the corpus anew with the real tokenizer and writes `corpus.cuts`. To be run from the
/// project's root after a change of the text: see [#HOW].
final class CutCorpus {
  static final String HOW =
      "Cut the corpus again: mvn -q -pl servers test-compile dependency:build-classpath"
          + " -Dmdep.outputFile=target/classpath &&"
          + " java -cp servers/target/test-classes:servers/target/classes:$(cat servers/target/classpath)"
          + " twinstream.workload.CutCorpus";

  private static final int NUMBERS_PER_LINE = 40;

  private CutCorpus() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of("servers/src/main/resources/twinstream/workload");
    String cuts = cuts(Files.readString(folder.resolve("corpus.txt")));
    Files.write(folder.resolve("corpus.cuts"), cuts.getBytes(US_ASCII));
  }

  /// The file's content: byte lengths of the tokens in decimal, 40 to a line.
  static String cuts(String text) {
    StringBuilder cuts = new StringBuilder();
    List<byte[]> tokens = tokens(text);
    for (int i = 0; i < tokens.size(); i++) {
      boolean endOfLine = (i + 1) % NUMBERS_PER_LINE == 0 || i + 1 == tokens.size();
      cuts.append(tokens.get(i).length).append(endOfLine ? '\n' : ' ');
    }
    return cuts.toString();
  }

  private static List<byte[]> tokens(String text) {
    Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    IntArrayList ids = encoding.encodeOrdinary(text);
    List<byte[]> tokens = new ArrayList<>();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int i = 0; i < ids.size(); i++) {
      IntArrayList one = new IntArrayList(1);
      one.add(ids.get(i));
      joined.writeBytes(encoding.decodeBytes(one));
      if (isWhole(joined.toByteArray())) {
        tokens.add(joined.toByteArray());
        joined.reset();
      }
    }
    return tokens;
  }

  /// True for UTF-8 that neither begins nor ends inside a character.
  static boolean isWhole(byte[] utf8) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
