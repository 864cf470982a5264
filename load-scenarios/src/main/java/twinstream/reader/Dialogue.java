package twinstream.reader;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/// What is said on one stream of HTTP, whichever version carries it: how it is asked for, and what
/// the bytes of the answer mean. Its event loop only.
interface Dialogue extends Scratch.Bytes {

  /// Asks over HTTP/1.1.
  HttpRequest request();

  /// Asks over HTTP/2.
  Http2Headers headers();

  /// True when the reader goes on talking behind its request: over HTTP/2 a tunnel, which the
  /// server must have allowed (RFC 8441, 3).
  boolean isTunnel();

  /// Whether an answer over HTTP/1.1 opens the stream.
  ///
  /// @throws IllegalStateException when it says so, but answers another request
  boolean isOpenedBy(HttpResponse answer);

  /// The answer has opened the stream.
  ///
  /// @param compression field of the answer that names the compression, as [#compressionField()]
  ///   has it; null for none
  /// @throws IllegalStateException when it is not what was offered
  void opened(@Nullable CharSequence compression);

  /// The field that names how the bytes of the answer are compressed.
  CharSequence compressionField();
}
