package twinstream.transport;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import twinstream.delivery.Limits;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;

/// A transport as its server mounts it, in cleartext or over TLS: the contract is the same.
record Mount(Transport transport, boolean tls) {
  static final List<Mount> ALL =
      Transports.ALL.stream()
          .flatMap(transport -> Stream.of(new Mount(transport, false), new Mount(transport, true)))
          .toList();

  /// A server that is not started yet.
  TwinServer server(Limits limits) {
    return server(ServerSettings.STANDARD.withLimits(limits));
  }

  /// A server that is not started yet, set to TLS or not by this and not by the settings.
  TwinServer server(ServerSettings settings) {
    return new TwinServer(
        transport,
        new ServerSettings(
            tls,
            settings.flush(),
            settings.precision(),
            settings.compression(),
            settings.limits(),
            settings.sendBufferBytes(),
            settings.log()),
        0,
        0);
  }

  /// A connection on which the protocol of the transport may begin.
  RawClient client(int port) throws IOException {
    return secured(new RawClient(port));
  }

  /// @param receiveBytes how much the kernel takes for a client that does not read
  RawClient client(int port, int receiveBytes) throws IOException {
    return secured(new RawClient(port, receiveBytes));
  }

  private RawClient secured(RawClient client) throws IOException {
    if (tls) {
      switch (transport.name()) {
        case "sse-h2", "ws-h2" -> client.secure("h2");
        case "sse-h1", "ws-h1" -> client.secure("http/1.1");
        default -> client.secure();
      }
    }
    return client;
  }

  TestReader open(int port, String target) throws IOException {
    return TestReader.over(transport, client(port), target);
  }

  /// What a server answers to a request, with further header lines.
  TestReader.Answer answer(int port, String target, String... more) throws IOException {
    try (RawClient client = client(port)) {
      return TestReader.knock(transport, client, target, more).answer();
    }
  }

  @Override
  public String toString() {
    return transport.name() + (tls ? " over TLS" : "");
  }
}
