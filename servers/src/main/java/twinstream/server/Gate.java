package twinstream.server;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.ConnectionLimits;
import twinstream.transport.Door;

/// Counts who is in, and turns away who is too much or comes too late. Any thread.
///
/// Somebody who is too much still gets a connection, on which each request is answered with 503 and
/// a sentence: over TLS and HTTP/2 nothing shorter would be understood. There is room for
/// [#ANTEROOM] such connections; beyond, they are closed as soon as they are accepted.
final class Gate implements Door {
  static final int ANTEROOM = 64;

  /// Connections and requests turned away, by reason.
  final LongAdder full = new LongAdder();

  final LongAdder crowdedAddress = new LongAdder();
  final LongAdder stopping = new LongAdder();
  final LongAdder lateHeader = new LongAdder();

  private final ConnectionLimits limits;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> fromAddress = new ConcurrentHashMap<>();
  private volatile boolean isStopping;

  Gate(ConnectionLimits limits) {
    this.limits = limits;
  }

  /// Connections open now, those that are turned away included.
  int open() {
    return open.get();
  }

  /// False when a connection from this address is to be closed without a word.
  boolean hears(InetAddress address) {
    if (open.get() >= limits.all() + ANTEROOM) {
      full.increment();
      return false;
    }
    if (fromAddress.getOrDefault(address, 0) >= limits.perAddress() + ANTEROOM) {
      crowdedAddress.increment();
      return false;
    }
    return true;
  }

  /// Counts a connection in. To be followed by one [#leave].
  Standing enter(InetAddress address) {
    int inAll = open.incrementAndGet();
    int fromThere = fromAddress.merge(address, 1, Integer::sum);
    // Several are accepted before the first is counted.
    if (inAll > limits.all() + ANTEROOM) {
      full.increment();
      return Standing.UNHEARD;
    }
    if (fromThere > limits.perAddress() + ANTEROOM) {
      crowdedAddress.increment();
      return Standing.UNHEARD;
    }
    if (inAll > limits.all()) {
      return Standing.TOO_MANY;
    }
    return fromThere > limits.perAddress() ? Standing.TOO_MANY_FROM_THERE : Standing.WELCOME;
  }

  void leave(InetAddress address) {
    open.decrementAndGet();
    fromAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }

  /// Lets no request in any more.
  void close() {
    isStopping = true;
  }

  /// True once [#close] was called.
  boolean isClosed() {
    return isStopping;
  }

  @Override
  public @Nullable String closedTo(EndPoint endPoint) {
    if (isStopping) {
      stopping.increment();
      return "this server is stopping; ask another one, or this one again in a few seconds";
    }
    return switch (standing(endPoint)) {
      case WELCOME -> null;
      case TOO_MANY, UNHEARD -> {
        full.increment();
        yield "all %d connections of this server are taken; come back later"
            .formatted(limits.all());
      }
      case TOO_MANY_FROM_THERE -> {
        crowdedAddress.increment();
        yield "your address has its %d connections already; close one first"
            .formatted(limits.perAddress());
      }
    };
  }

  private static Standing standing(EndPoint endPoint) {
    EndPoint socket = endPoint;
    while (socket instanceof EndPoint.Wrapper wrapper) {
      socket = wrapper.unwrap();
    }
    return socket instanceof CountedEndPoint counted ? counted.standing() : Standing.WELCOME;
  }

  /// How a connection stood when it came in; for its whole life.
  enum Standing {
    WELCOME,
    TOO_MANY,
    TOO_MANY_FROM_THERE,
    /// To be closed without a word.
    UNHEARD
  }
}
