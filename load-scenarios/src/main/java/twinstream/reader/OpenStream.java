package twinstream.reader;

/// A stream that was asked for, in the hands of whoever asked. Any thread.
public interface OpenStream {

  /// The reader goes away: the end of its TCP connection, or RST_STREAM with CANCEL where the
  /// connection is shared. The listener is still told [ReplyListener#closed(String)], later.
  void close();

  /// Reads the connection at most once a millisecond from now on, as [Gathering] says; all streams
  /// that share it are read so.
  void gather();
}
