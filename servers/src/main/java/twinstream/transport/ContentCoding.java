package twinstream.transport;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/// A coding of an event stream's content (RFC 9110, 8.4.1).
///
/// @param name in `Accept-Encoding` and `Content-Encoding`
/// @param encoders make one for each stream
record ContentCoding(String name, Supplier<EventEncoder> encoders) {
  private static final double NOT_LISTED = -1;

  /// The coding that stands for a way to compress, null for none.
  static @Nullable ContentCoding of(Compression compression) {
    return switch (compression) {
      case OFF -> null;
      case DEFLATE -> new ContentCoding("gzip", GzipEncoder::new);
      case BROTLI -> new ContentCoding("br", BrotliEncoder::new);
      case ZSTD -> new ContentCoding("zstd", ZstdEncoder::new);
      case DEFLATE_RESET ->
          throw new IllegalArgumentException("an event stream has one context for all its events");
    };
  }

  /// Makes an encoder and frees it.
  ///
  /// @throws IllegalArgumentException when this machine can't
  ContentCoding tried() {
    try {
      encoders.get().free();
      return this;
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "content coding %s does not run on this machine: %s".formatted(name, e.getMessage()), e);
    }
  }

  /// Agrees on this coding for a response that has not begun, if the request lets it.
  ///
  /// @return null when the response stays as it is
  @Nullable EncodedEvents begin(Request request, Response response) {
    response.getHeaders().add(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
    if (!isAcceptedBy(request.getHeaders())) {
      return null;
    }
    response.getHeaders().put(HttpHeader.CONTENT_ENCODING, name);
    return new EncodedEvents(encoders, request.getComponents().getByteBufferPool());
  }

  /// True when a request's `Accept-Encoding` lets a server use this coding and does not rather have
  /// none (RFC 9110, 12.5.3).
  boolean isAcceptedBy(HttpFields headers) {
    List<String> values = headers.getCSV(HttpHeader.ACCEPT_ENCODING, false);
    double weight = weight(name, values);
    if (weight == NOT_LISTED) {
      weight = weight("*", values);
    }
    return weight > 0 && weight >= weight("identity", values);
  }

  private static double weight(String coding, List<String> values) {
    for (String value : values) {
      String[] parts = value.toLowerCase(Locale.ROOT).split(";", 2);
      if (parts[0].strip().equals(coding)) {
        return parts.length == 1 ? 1 : weight(parts[1].strip());
      }
    }
    return NOT_LISTED;
  }

  // A weight that can't be read is no permission.
  private static double weight(String parameter) {
    try {
      return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2).strip()) : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
