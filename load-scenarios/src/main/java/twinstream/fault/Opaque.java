package twinstream.fault;

import org.jspecify.annotations.Nullable;

/// A body in which no messages are looked for.
final class Opaque implements Units {
  private long left;

  /// @param length in bytes; [Long#MAX_VALUE] where only the connection's end tells
  Opaque(long length) {
    left = length;
  }

  @Override
  public @Nullable Unit next(byte[] bytes, int from, int to) {
    if (from == to) {
      return null;
    }
    int count = (int) Math.min(left, to - from);
    left -= count;
    return new Unit(Unit.Kind.OTHER, from + count);
  }

  @Override
  public byte[] separator() {
    return new byte[0];
  }

  @Override
  public boolean isOver() {
    return left == 0;
  }
}
