package twinstream.trial;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import twinstream.reader.Target;

/// Which server a reader asks: the only one, or each in turn of those that answer. Any thread.
final class Route {
  private static final int UP = 0;
  private static final int DOWN = 1;

  private final List<Target> servers;
  private final boolean sticky;
  private final AtomicInteger turn = new AtomicInteger();
  // Indexed as the servers; what is not known to be down is up.
  private final AtomicIntegerArray states;

  /// @param servers at least one
  /// @param sticky true to let those who come back ask the server that they had
  Route(List<Target> servers, boolean sticky) {
    this.servers = List.copyOf(servers);
    this.sticky = sticky;
    states = new AtomicIntegerArray(servers.size());
  }

  static Route to(Target server) {
    return new Route(List.of(server), false);
  }

  /// The server for a new reply, as an index for [#at]. Servers that are down are passed over, if
  /// not all are.
  int next() {
    for (int i = 0; i < servers.size(); i++) {
      int server = turned();
      if (states.get(server) == UP) {
        return server;
      }
    }
    return turned();
  }

  private int turned() {
    return servers.size() == 1 ? 0 : Math.floorMod(turn.getAndIncrement(), servers.size());
  }

  /// The server for the rest of a reply.
  ///
  /// @param before the server that was asked before
  int again(int before) {
    return sticky ? before : next();
  }

  /// How a server is reached.
  Target at(int server, String pathAndQuery) {
    return servers.get(server).at(pathAndQuery);
  }

  /// A server takes new requests, or does not.
  void tell(int server, boolean up) {
    if (server < servers.size()) {
      states.set(server, up ? UP : DOWN);
    }
  }

  /// True when readers choose between several.
  boolean chooses() {
    return servers.size() > 1;
  }
}
