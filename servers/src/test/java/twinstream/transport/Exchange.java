package twinstream.transport;

import java.io.IOException;

/// One request and its response as a client sees them, over either version of HTTP.
interface Exchange {
  /// Status and headers of the response.
  RawClient.Head head() throws IOException;

  /// What comes next of the content; empty at its end.
  byte[] chunk() throws IOException;

  /// All of the content of a response that ends by itself.
  String text(RawClient.Head head) throws IOException;

  /// The next octet behind the head where no framing of HTTP stands between.
  int octet() throws IOException;

  byte[] bytes(int count) throws IOException;

  Exchange send(byte[] bytes) throws IOException;

  /// Reads what is left until the server has ended this exchange, in good order or not.
  ///
  /// @throws AssertionError when it goes on
  void awaitEnd();
}
