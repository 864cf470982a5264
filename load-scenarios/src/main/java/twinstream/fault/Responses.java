package twinstream.fault;

import org.jspecify.annotations.Nullable;

/// The units of all responses of one connection. Which kind follows is told by each response's
/// head.
final class Responses implements Units {
  private @Nullable Units body;

  @Override
  public @Nullable Unit next(byte[] bytes, int from, int to) {
    if (body != null && body.isOver()) {
      body = null;
    }
    try {
      return body == null ? head(bytes, from, to) : body.next(bytes, from, to);
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      // Neither HTTP nor chunks: passes as it is.
      body = new Opaque(Long.MAX_VALUE);
      return body.next(bytes, from, to);
    }
  }

  private @Nullable Unit head(byte[] bytes, int from, int to) {
    int end = Head.end(bytes, from, to);
    if (end < 0) {
      return null;
    }
    body = Head.of(bytes, from, end).body();
    return new Unit(Unit.Kind.OTHER, end);
  }

  @Override
  public byte[] separator() {
    return body == null ? new byte[0] : body.separator();
  }

  @Override
  public boolean isOver() {
    return false;
  }
}
