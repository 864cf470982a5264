package twinstream.reader;

import io.netty.channel.ChannelPipeline;

/// The reading end of a transport: bytes in, tokens out, nothing else. The other half of the
/// experiment's diff.
///
/// It stands on Netty, another stack than the servers', so that no mistake is shared.
public interface Reader {

  /// Name of the transport that it reads.
  String transport();

  /// Puts the handlers for one stream behind those that every stream has. When the channel is
  /// active they ask for the target; when the reply is done they end the connection as the protocol
  /// wants it.
  ///
  /// @param stamp receive time of the bytes being handled
  void install(ChannelPipeline pipeline, Target target, Stamp stamp, ReplyListener listener);
}
