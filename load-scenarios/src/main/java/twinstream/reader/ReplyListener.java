package twinstream.reader;

/// Is told what one reader saw of one reply. All calls come from one event loop; byte ranges are
/// valid during the call only. Times are receive times of the bytes on the [System#nanoTime()]
/// clock.
public interface ReplyListener {
  /// Stands for a transport that tells no index with a token.
  int NO_INDEX = -1;

  /// Stands for an id that is not the one that the contract wants: `<reply>:<index>`.
  int WRONG_ID = -2;

  /// The connection is established, TLS included. For a stream that goes to a shared connection
  /// which is there already: the moment it is asked for.
  void connected(long nanos);

  /// Response headers or 101 arrived, or the first message where there are none: the stream is
  /// open.
  void opened(long nanos);

  /// The server refused the stream.
  void refused(int status, String sentence);

  /// The control record, JSON.
  void started(byte[] bytes, int from, int to, long nanos);

  /// One token's envelope, exactly as sent.
  ///
  /// @param idIndex index that the transport itself tells, [#NO_INDEX] or [#WRONG_ID]
  void token(byte[] bytes, int from, int to, int idIndex, long nanos);

  /// The end of the reply.
  void done();

  /// The stream ended, before or after the reply did. Called once, last.
  ///
  /// @param reason empty for an ordinary end: behind the reply's, or because the reader left
  void closed(String reason);
}
