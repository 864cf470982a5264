package twinstream.delivery;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Callback;

/// The one thing that a transport gives to shared code: a way to write messages to one reader.
@FunctionalInterface
public interface Wire {

  /// Writes messages in order with one write to the connection. Never blocks. Called by one thread
  /// at a time and not again before the callback was completed.
  ///
  /// @param messages at least one; may be read until the callback is completed
  /// @param last true when nothing follows: the transport ends its stream with this write
  /// @param callback completed once the bytes are with the connection, or failed when the reader is
  ///   gone; may be completed before this method returns
  void write(List<Message> messages, boolean last, Callback callback);

  /// True when several outboxes share a connection: how many writes it takes is counted there.
  default boolean sharesWrites() {
    return false;
  }

  /// What this open stream is set to and has agreed on with its reader, read from it: name to
  /// value. What all streams of a server have in common is read there; what stands here takes its
  /// place. Called by any thread, and rarely.
  default Map<String, String> settings() {
    return Map.of();
  }
}
