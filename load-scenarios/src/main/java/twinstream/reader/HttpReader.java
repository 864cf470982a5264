package twinstream.reader;

/// A reader whose streams begin as requests of HTTP.
non-sealed interface HttpReader extends Reader {

  /// True when its streams share connections of HTTP/2.
  boolean sharesConnections();

  /// Begins one stream.
  Dialogue dialogue(Target target, Stream stream);
}
