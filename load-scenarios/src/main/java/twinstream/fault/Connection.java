package twinstream.fault;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// One client's connection and the one to the target that belongs to it. The loop's thread only.
final class Connection {
  private final Leg client;
  private final Leg server;
  private final Flow up;
  private final Flow down;

  private Connection(Leg client, Leg server, ProxyLoop loop, Way upWay, Way downWay, int number) {
    this.client = client;
    this.server = server;
    up = new Flow(this, client, server, loop, upWay, number);
    down = new Flow(this, server, client, loop, downWay, number);
  }

  /// @param number from 0
  /// @throws IOException when the process may open no more sockets
  static void open(SocketChannel client, ProxyLoop loop, Way up, Way down, int number)
      throws IOException {
    Leg clientLeg = new Leg(client, loop.selector());
    Leg serverLeg = new Leg(SocketChannel.open(), loop.selector());
    var made = new Connection(clientLeg, serverLeg, loop, up, down, number);
    clientLeg.attach(made);
    serverLeg.attach(made);
    made.connect(loop);
  }

  private void connect(ProxyLoop loop) {
    try {
      if (server.channel.connect(loop.target())) {
        begin();
      } else {
        server.want(SelectionKey.OP_CONNECT, true);
      }
    } catch (IOException _) {
      reset();
    }
  }

  /// One of the two channels can do what it was waited for. An error of one side is a RST for the
  /// other.
  void ready(SelectionKey key) {
    try {
      if (key.isValid() && key.isConnectable()) {
        server.channel.finishConnect();
        server.want(SelectionKey.OP_CONNECT, false);
        begin();
      }
      boolean isClient = client.is(key);
      if (key.isValid() && key.isWritable()) {
        (isClient ? down : up).outlet().writable();
      }
      if (key.isValid() && key.isReadable()) {
        (isClient ? up : down).readable();
      }
    } catch (IOException _) {
      reset();
    }
  }

  private void begin() throws IOException {
    up.open();
    down.open();
  }

  void end(Flow flow, Ending ending) throws IOException {
    switch (ending) {
      case FIN -> flow.finish();
      case FIN_BOTH -> {
        up.finish();
        down.finish();
      }
      case RESET -> reset();
    }
    closeWhenOver();
  }

  /// Closes when both sides have said FIN and were told so. Not earlier: closing with something
  /// unread would be a RST.
  void closeWhenOver() {
    if (up.isOver() && down.isOver()) {
      client.close();
      server.close();
    }
  }

  void reset() {
    client.reset();
    server.reset();
  }
}
