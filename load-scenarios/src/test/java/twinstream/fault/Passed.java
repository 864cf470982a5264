package twinstream.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/// Writes down what a stage lets through.
final class Passed implements Line {
  final List<String> calls = new ArrayList<>();

  @Override
  public void bytes(byte[] bytes, int from, int to) {
    if (to > from) {
      calls.add(new String(bytes, from, to - from, ISO_8859_1));
    }
  }

  @Override
  public void pause(long nanos) {
    calls.add("<pause " + nanos + ">");
  }

  @Override
  public void end(Ending ending) {
    calls.add("<" + ending + ">");
  }

  String text() {
    return String.join("", calls);
  }
}
