package twinstream.fault;

import java.time.Duration;

/// What a [FaultProxy] does to the bytes of one direction. A direction takes one fault of a kind,
/// but any number of [MessageFault]s on different messages.
public sealed interface Fault {
  /// Longest delay and longest stall.
  Duration LONGEST = Duration.ofSeconds(10);

  /// Lasts, and reaches every connection from the next bytes on.
  sealed interface OfPath extends Fault {}

  /// Happens once, to the first connection that is accepted after it was set.
  sealed interface OfStream extends Fault {
    /// The same, once to each connection that is accepted after it was set.
    default EveryConnection onEveryConnection() {
      return new EveryConnection(this);
    }
  }

  /// @param fault happens once to each connection
  record EveryConnection(OfStream fault) implements Fault {}

  /// Everything comes later by the same time, the connection's end too.
  ///
  /// @param delay 0 to 10 s
  record Delay(Duration delay) implements OfPath {
    public Delay {
      Require.between("delay", delay, Duration.ZERO, LONGEST);
    }
  }

  /// Each read comes later by a time of its own, evenly drawn from delay ± jitter; order is kept.
  ///
  /// @param delay 0 to 10 s
  /// @param jitter 0 to `delay`
  /// @param seed of the draws; each connection has draws of its own
  record Jitter(Duration delay, Duration jitter, long seed) implements OfPath {
    public Jitter {
      Require.between("delay", delay, Duration.ZERO, LONGEST);
      Require.between("jitter", jitter, Duration.ZERO, delay);
    }
  }

  /// Each connection has a line of this speed. Bytes leave in slices of 5 ms.
  ///
  /// @param bytesPerSecond 1 to 10,000,000,000
  record Rate(long bytesPerSecond) implements OfPath {
    public Rate {
      Require.between("bytesPerSecond", bytesPerSecond, 1, 10_000_000_000L);
    }
  }

  /// Each byte is a write of its own.
  record OneByteAtATime() implements OfPath {}

  /// Nothing passes for a while, then everything that was held, in order.
  ///
  /// @param afterBytes bytes that pass before, at least 0
  /// @param length 0 to 10 s
  record Stall(long afterBytes, Duration length) implements OfStream {
    public Stall {
      Require.between("afterBytes", afterBytes, 0, Long.MAX_VALUE);
      Require.between("length", length, Duration.ZERO, LONGEST);
    }
  }

  /// Both sides see a FIN.
  ///
  /// @param bytes that pass before, exactly; at least 0
  record CutAfter(long bytes) implements OfStream {
    public CutAfter {
      Require.between("bytes", bytes, 0, Long.MAX_VALUE);
    }
  }

  /// Both sides see a RST. The receiver may lose what it had not read by then.
  ///
  /// @param bytes that pass before, exactly; at least 0
  record ResetAfter(long bytes) implements OfStream {
    public ResetAfter {
      Require.between("bytes", bytes, 0, Long.MAX_VALUE);
    }
  }

  /// The receiver sees a FIN and the sender nothing: what it still sends is thrown away. The other
  /// direction lives on.
  ///
  /// @param bytes that pass before, exactly; at least 0
  record HalfCloseAfter(long bytes) implements OfStream {
    public HalfCloseAfter {
      Require.between("bytes", bytes, 0, Long.MAX_VALUE);
    }
  }

  /// Happens to one whole message of the server, downstream only.
  ///
  /// @param message number on the connection, from 0, which is the control record; heartbeats are
  ///   not counted. Token i of the first reply is message i + 1
  record MessageFault(Kind kind, int message) implements OfStream {
    /// What happens to the message.
    public enum Kind {
      /// It does not come.
      DROP,
      /// It comes twice.
      DOUBLE,
      /// It comes after the next one.
      SWAP,
      /// It comes with one letter of its text changed.
      CORRUPT,
      /// It is the last one; both sides see a FIN.
      CUT,
      /// It comes in one write with the four after it, when the last of them is there.
      MERGE
    }

    public MessageFault {
      Require.between("message", message, 0, Integer.MAX_VALUE);
    }
  }
}
