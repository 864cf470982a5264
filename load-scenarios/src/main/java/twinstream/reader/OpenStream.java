package twinstream.reader;

/// A stream that was asked for, in the hands of whoever asked. Any thread.
public interface OpenStream {

  /// The reader goes away: the end of its TCP connection, or RST_STREAM with CANCEL where the
  /// connection is shared. The listener is still told [ReplyListener#closed(String)], later.
  void close();

  /// The connection breaks, as seen by both ends: RST, or RST_STREAM with CANCEL where other
  /// streams are on it, which would break with it. The listener is told as by [#close()].
  void cut();

  /// Reads nothing more, and stays: the flow control of TCP holds the server back, or that of
  /// HTTP/2 where the connection is shared, which itself goes on being read. The listener may still
  /// be told what had been read by then, and how the stream ended.
  void stall();

  /// Reads the connection at most once a millisecond from now on, as [Gathering] says; all streams
  /// that share it are read so.
  void gather();
}
