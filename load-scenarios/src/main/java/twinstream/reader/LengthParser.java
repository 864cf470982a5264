package twinstream.reader;

/// Reads messages that stand behind their length, four bytes with the highest first, from reads
/// that may end anywhere. No object per message.
///
/// Not for several threads at once.
final class LengthParser implements Scratch.Bytes {

  /// Is told each message; the byte range is valid during the call only.
  interface Messages {
    void message(byte[] bytes, int from, int to);
  }

  private final Messages messages;
  private final int maxMessageBytes;
  private final Carry partial = new Carry();

  /// @param maxMessageBytes longer messages break the protocol
  LengthParser(Messages messages, int maxMessageBytes) {
    this.messages = messages;
    this.maxMessageBytes = maxMessageBytes;
  }

  /// Takes the bytes of one read.
  ///
  /// @throws FrameParser.ProtocolException when a message is too long
  @Override
  public void feed(byte[] bytes, int from, int to) {
    if (partial.length() == 0) {
      partial.append(bytes, whole(bytes, from, to), to);
      return;
    }
    partial.append(bytes, from, to);
    byte[] all = partial.bytes();
    int length = partial.length();
    int used = whole(all, 0, length);
    partial.clear();
    // Overlapping ranges of one array are moved as if through a copy.
    partial.append(all, used, length);
  }

  // Where the first message begins that is not all there.
  private int whole(byte[] bytes, int from, int to) {
    int at = from;
    while (to - at >= Integer.BYTES) {
      int length =
          bytes[at] << 24
              | (bytes[at + 1] & 0xFF) << 16
              | (bytes[at + 2] & 0xFF) << 8
              | bytes[at + 3] & 0xFF;
      if (length < 0 || length > maxMessageBytes) {
        throw new FrameParser.ProtocolException(
            "a message of %d bytes is too long".formatted(length & 0xFFFFFFFFL));
      }
      int end = at + Integer.BYTES + length;
      if (end > to) {
        return at;
      }
      messages.message(bytes, at + Integer.BYTES, end);
      at = end;
    }
    return at;
  }
}
