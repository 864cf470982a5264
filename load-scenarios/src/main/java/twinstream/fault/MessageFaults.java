package twinstream.fault;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Does what is to happen to whole messages of a connection. Once that is done, and where nothing
/// is to be done, bytes pass as they come; until then, each message passes when it is complete.
///
/// A message that another one's fault holds back or overtakes has no fault of its own.
final class MessageFaults implements Line {
  private static final byte[] NONE = new byte[0];
  private static final int MERGED_WITH = 4;
  private static final int LONGEST_MESSAGE_BYTES = 1 << 20;

  private final Line out;
  private final Map<Integer, Fault.MessageFault.Kind> left = new HashMap<>();
  private final Units units = new Responses();
  private final ByteArrayOutputStream passing = new ByteArrayOutputStream();
  private byte[] incomplete = NONE;
  private byte @Nullable [] overtaken;
  private int count;
  private int toMerge;
  private boolean dropsLineEnd;

  MessageFaults(List<Fault.OfStream> faults, Line out) {
    this.out = out;
    for (Fault.OfStream fault : faults) {
      if (fault instanceof Fault.MessageFault(var kind, int message)) {
        left.put(message, kind);
      }
    }
  }

  @Override
  public void bytes(byte[] bytes, int from, int to) {
    if (isDone()) {
      out.bytes(bytes, from, to);
      return;
    }
    byte[] all = Arrays.copyOf(incomplete, incomplete.length + to - from);
    System.arraycopy(bytes, from, all, incomplete.length, to - from);
    int at = 0;
    for (Unit unit = next(all, at); unit != null; unit = next(all, at)) {
      take(unit.kind(), Arrays.copyOfRange(all, at, unit.end()));
      at = unit.end();
    }
    incomplete = Arrays.copyOfRange(all, at, all.length);
    if (incomplete.length > LONGEST_MESSAGE_BYTES) {
      // More than is held of a connection.
      left.clear();
      release();
    }
    if (isDone()) {
      passing.writeBytes(incomplete);
      incomplete = NONE;
    }
    pass();
  }

  private @Nullable Unit next(byte[] all, int at) {
    return isDone() ? null : units.next(all, at, all.length);
  }

  private boolean isDone() {
    return left.isEmpty() && overtaken == null && toMerge == 0 && !dropsLineEnd;
  }

  private void take(Unit.Kind kind, byte[] unit) {
    switch (kind) {
      case MESSAGE -> message(unit);
      case BETWEEN -> {
        if (!dropsLineEnd) {
          passing.writeBytes(unit);
        }
        dropsLineEnd = false;
      }
      case SIGNAL -> passing.writeBytes(unit);
      case OTHER -> {
        release();
        passing.writeBytes(unit);
      }
    }
  }

  private void message(byte[] message) {
    Fault.MessageFault.Kind kind = left.remove(count++);
    if (overtaken != null) {
      passing.writeBytes(message);
      passing.writeBytes(units.separator());
      passing.writeBytes(overtaken);
      overtaken = null;
    } else if (toMerge > 0) {
      passing.writeBytes(message);
      toMerge--;
    } else if (kind == null) {
      passing.writeBytes(message);
    } else {
      act(kind, message);
    }
  }

  private void act(Fault.MessageFault.Kind kind, byte[] message) {
    switch (kind) {
      case DROP -> dropsLineEnd = units.separator().length > 0;
      case SWAP -> {
        overtaken = message;
        dropsLineEnd = units.separator().length > 0;
      }
      case DOUBLE -> {
        passing.writeBytes(message);
        passing.writeBytes(units.separator());
        passing.writeBytes(message);
      }
      case CORRUPT -> passing.writeBytes(Corruption.of(message));
      case CUT -> {
        passing.writeBytes(message);
        passing.writeBytes(units.separator());
        pass();
        out.end(Ending.FIN_BOTH);
      }
      case MERGE -> {
        pass();
        passing.writeBytes(message);
        toMerge = MERGED_WITH;
      }
    }
  }

  /// Lets go what waits for a message that does not come.
  private void release() {
    if (overtaken != null) {
      passing.writeBytes(overtaken);
      passing.writeBytes(units.separator());
      overtaken = null;
    }
    toMerge = 0;
  }

  private void pass() {
    if (toMerge == 0) {
      out.bytes(passing.toByteArray(), 0, passing.size());
      passing.reset();
    }
  }

  @Override
  public void pause(long nanos) {
    out.pause(nanos);
  }

  @Override
  public void end(Ending ending) {
    release();
    passing.writeBytes(incomplete);
    incomplete = NONE;
    pass();
    out.end(ending);
  }
}
