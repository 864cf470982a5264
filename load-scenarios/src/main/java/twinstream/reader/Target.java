package twinstream.reader;

import java.net.InetSocketAddress;

/// What a reader asks for.
///
/// @param address of the server
/// @param pathAndQuery as it stands in the request line
/// @param tls true to speak TLS; any certificate will do, as all is on this host
/// @param streamsPerConnection most streams of one connection of HTTP/2; elsewhere each has its own
/// @param offer what the reader offers to decompress
/// @param receiveBytes what may wait for one stream on this side: the kernel's receive buffer of
///   its connection, or its window where that is shared; 0 for the usual
public record Target(
    InetSocketAddress address,
    String pathAndQuery,
    boolean tls,
    int streamsPerConnection,
    Offer offer,
    int receiveBytes) {

  public Target {
    if (streamsPerConnection < 1) {
      throw new IllegalArgumentException(
          "streamsPerConnection must be at least 1, but is " + streamsPerConnection);
    }
    if (receiveBytes < 0) {
      throw new IllegalArgumentException(
          "receiveBytes must not be negative, but is " + receiveBytes);
    }
  }

  /// With buffers of the usual size.
  public Target(
      InetSocketAddress address,
      String pathAndQuery,
      boolean tls,
      int streamsPerConnection,
      Offer offer) {
    this(address, pathAndQuery, tls, streamsPerConnection, offer, 0);
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
    return new Target(address, pathAndQuery, tls, streamsPerConnection, other, receiveBytes);
  }

  /// The same with other buffers.
  public Target receiving(int otherBytes) {
    return new Target(address, pathAndQuery, tls, streamsPerConnection, offer, otherBytes);
  }

  /// The same server and the same way there, for something else.
  public Target at(String otherPathAndQuery) {
    return new Target(address, otherPathAndQuery, tls, streamsPerConnection, offer, receiveBytes);
  }

  /// Value of the `Host` header.
  public String host() {
    return address.getHostString() + ":" + address.getPort();
  }

  String scheme() {
    return tls ? "https" : "http";
  }
}
