package twinstream.delivery;

import java.io.IOException;

/// A reader did not keep up and was cut off.
final class SlowReaderException extends IOException {
  private static final long serialVersionUID = 1;

  SlowReaderException(int waiting) {
    super("cut off a reader that left %d messages waiting".formatted(waiting));
  }
}
