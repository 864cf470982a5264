package twinstream.reader;

import java.net.InetSocketAddress;

/// What a reader asks for.
///
/// @param address of the server
/// @param pathAndQuery as it stands in the request line
/// @param tls true to speak TLS; any certificate will do, as all is on this host
/// @param streamsPerConnection most streams of one connection of HTTP/2; elsewhere each has its own
/// @param offer what the reader offers to decompress
public record Target(
    InetSocketAddress address,
    String pathAndQuery,
    boolean tls,
    int streamsPerConnection,
    Offer offer) {

  public Target {
    if (streamsPerConnection < 1) {
      throw new IllegalArgumentException(
          "streamsPerConnection must be at least 1, but is " + streamsPerConnection);
    }
  }

  /// For bytes as they are.
  public Target(
      InetSocketAddress address, String pathAndQuery, boolean tls, int streamsPerConnection) {
    this(address, pathAndQuery, tls, streamsPerConnection, Offer.OFF);
  }

  /// In cleartext, over a connection of its own.
  public Target(InetSocketAddress address, String pathAndQuery) {
    this(address, pathAndQuery, false, 1);
  }

  /// The same with another offer.
  public Target offering(Offer other) {
    return new Target(address, pathAndQuery, tls, streamsPerConnection, other);
  }

  /// The same server and the same way there, for something else.
  public Target at(String otherPathAndQuery) {
    return new Target(address, otherPathAndQuery, tls, streamsPerConnection, offer);
  }

  /// Value of the `Host` header.
  public String host() {
    return address.getHostString() + ":" + address.getPort();
  }

  String scheme() {
    return tls ? "https" : "http";
  }
}
