package twinstream.reader;

import java.net.InetSocketAddress;

/// What a reader asks for.
///
/// @param address of the server
/// @param pathAndQuery as it stands in the request line
public record Target(InetSocketAddress address, String pathAndQuery) {

  /// Value of the `Host` header.
  public String host() {
    return address.getHostString() + ":" + address.getPort();
  }
}
