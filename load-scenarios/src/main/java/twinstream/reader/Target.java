package twinstream.reader;

import java.net.InetSocketAddress;

/// What a reader asks for.
///
/// @param address of the server
/// @param pathAndQuery as it stands in the request line
/// @param offer what the reader offers to decompress
public record Target(InetSocketAddress address, String pathAndQuery, Offer offer) {

  /// A target whose bytes come as they are.
  public Target(InetSocketAddress address, String pathAndQuery) {
    this(address, pathAndQuery, Offer.OFF);
  }

  /// Value of the `Host` header.
  public String host() {
    return address.getHostString() + ":" + address.getPort();
  }
}
