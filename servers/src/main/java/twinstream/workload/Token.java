package twinstream.workload;

import java.util.Arrays;

/// One token of a reply.
///
/// @param index place in the reply, from 0
/// @param text whole UTF-8 characters; shared by all replies of the process, so not to be modified
@SuppressWarnings(
    "ArrayRecordComponent") // A copy for each token would be garbage on the measured path.
public record Token(int index, byte[] text) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Token(int otherIndex, byte[] otherText)
        && index == otherIndex
        && Arrays.equals(text, otherText);
  }

  @Override
  public int hashCode() {
    return 31 * index + Arrays.hashCode(text);
  }
}
