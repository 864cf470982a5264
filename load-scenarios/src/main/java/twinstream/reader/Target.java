package twinstream.reader;

import java.net.InetSocketAddress;

/// What a reader asks for.
///
/// @param address of the server
/// @param pathAndQuery as it stands in the request line
/// @param tls true to speak TLS; any certificate will do, as all is on this host
/// @param streamsPerConnection most streams of one connection of HTTP/2; elsewhere each has its own
public record Target(
    InetSocketAddress address, String pathAndQuery, boolean tls, int streamsPerConnection) {

  public Target {
    if (streamsPerConnection < 1) {
      throw new IllegalArgumentException(
          "streamsPerConnection must be at least 1, but is " + streamsPerConnection);
    }
  }

  /// In cleartext, over a connection of its own.
  public Target(InetSocketAddress address, String pathAndQuery) {
    this(address, pathAndQuery, false, 1);
  }

  /// The same server and the same way there, for something else.
  public Target at(String otherPathAndQuery) {
    return new Target(address, otherPathAndQuery, tls, streamsPerConnection);
  }

  /// Value of the `Host` header.
  public String host() {
    return address.getHostString() + ":" + address.getPort();
  }

  String scheme() {
    return tls ? "https" : "http";
  }
}
