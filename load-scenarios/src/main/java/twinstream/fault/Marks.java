package twinstream.fault;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/// Does what is to happen after so many bytes of a stream.
final class Marks implements Line {
  private record Mark(long afterBytes, Fault.OfStream fault) {}

  private final Line out;
  private final Queue<Mark> left;
  private long passed;

  Marks(List<Fault.OfStream> faults, Line out) {
    this.out = out;
    left =
        new ArrayDeque<>(
            faults.stream()
                .filter(fault -> !(fault instanceof Fault.MessageFault))
                .map(fault -> new Mark(position(fault), fault))
                .sorted(Comparator.comparingLong(Mark::afterBytes))
                .toList());
  }

  /// Does what is to happen before the first byte.
  void open() {
    reached();
  }

  @Override
  public void bytes(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      Mark next = left.peek();
      int end = next == null ? to : (int) Math.min(to, at + next.afterBytes - passed);
      out.bytes(bytes, at, end);
      passed += end - at;
      at = end;
      reached();
    }
  }

  @Override
  public void pause(long nanos) {
    out.pause(nanos);
  }

  @Override
  public void end(Ending ending) {
    out.end(ending);
  }

  private void reached() {
    for (Mark next = left.peek(); next != null && next.afterBytes == passed; next = left.peek()) {
      left.remove();
      act(next.fault);
    }
  }

  private void act(Fault.OfStream fault) {
    switch (fault) {
      case Fault.Stall stall -> out.pause(stall.length().toNanos());
      case Fault.CutAfter _ -> out.end(Ending.FIN_BOTH);
      case Fault.ResetAfter _ -> out.end(Ending.RESET);
      case Fault.HalfCloseAfter _ -> out.end(Ending.FIN);
      case Fault.MessageFault _ -> {} // has no position of its own
    }
  }

  private static long position(Fault.OfStream fault) {
    return switch (fault) {
      case Fault.Stall stall -> stall.afterBytes();
      case Fault.CutAfter cut -> cut.bytes();
      case Fault.ResetAfter reset -> reset.bytes();
      case Fault.HalfCloseAfter half -> half.bytes();
      case Fault.MessageFault _ -> Long.MAX_VALUE;
    };
  }
}
