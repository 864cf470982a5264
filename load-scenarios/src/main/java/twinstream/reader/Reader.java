package twinstream.reader;

/// The reading end of a transport: bytes in, tokens out, nothing else. The other half of the
/// experiment's diff.
///
/// It stands on Netty, another stack than the servers', so that no mistake is shared.
public sealed interface Reader permits HttpReader, RawTcpReader {

  /// Name of the transport that it reads.
  String transport();
}
