package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a careful server writes as `text/event-stream`: much less than a reader must understand
/// (WHATWG HTML, 9.2.6), so that every reader understands it alike and at once.
final class WriterRules {
  private static final Pattern LINE = Pattern.compile("(id|event|data|retry): (.*)");

  private WriterRules() {}

  /// The events of a whole stream, as [PublicCases#event] tells them.
  ///
  /// @throws IllegalStateException naming the rule that was broken, and where
  static List<String> events(byte[] stream) {
    String text = decoded(stream);
    require(text.indexOf('\r') < 0, "lines end with LF alone");
    require(text.indexOf('\0') < 0 && text.indexOf('\uFEFF') < 0, "no NUL, no byte order mark");
    require(text.endsWith("\n\n"), "the last event has its empty line");
    List<String> events = new ArrayList<>();
    String id = "";
    for (String block : text.substring(0, text.length() - 2).split("\n\n", -1)) {
      String type = "";
      List<String> data = new ArrayList<>();
      for (String line : block.split("\n", -1)) {
        if (line.equals(":")) {
          continue;
        }
        Matcher field = LINE.matcher(line);
        require(field.matches(), "a line is a field or an empty comment, but is \"" + line + "\"");
        switch (field.group(1)) {
          case "id" -> id = field.group(2);
          case "event" -> type = field.group(2);
          case "data" -> data.add(field.group(2));
          default -> require(field.group(2).matches("\\d+"), "retry is a number");
        }
      }
      if (!data.isEmpty()) {
        events.add(PublicCases.event(type, id, String.join("\n", data)));
      }
    }
    return events;
  }

  private static String decoded(byte[] stream) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(stream)).toString();
    } catch (CharacterCodingException _) {
      throw new IllegalStateException("the stream is UTF-8");
    }
  }

  private static void require(boolean kept, String rule) {
    if (!kept) {
      throw new IllegalStateException(rule);
    }
  }
}
