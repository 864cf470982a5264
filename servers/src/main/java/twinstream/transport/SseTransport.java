package twinstream.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Message;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;
import twinstream.delivery.Wire;

/// Server-sent events (WHATWG HTML, 9.2) as the chunks of one HTTP/1.1 response, or as the DATA
/// frames of one HTTP/2 response: a stream is a request.
///
/// Where it differs from its twin, and why: on HTTP/1.1 the reader's departure needs a read
/// interest of our own ([ReaderWatch]), which a WebSocket has anyway; the end of a reply is the end
/// of the response, after which the connection takes the next request.
///
/// Compressed, if so set, is the whole response, and so that each write can be decoded by itself; a
/// stream that stays silent has no compressor.
///
/// @param name as in commands and result files
/// @param version of HTTP that its readers speak
/// @param coding for readers that accept it, null for none
record SseTransport(String name, HttpVersion version, @Nullable ContentCoding coding)
    implements HttpTransport {
  private static final MessageEncoding EVENTS =
      new MessageEncoding(EventWriter::maxBytes, EventWriter::write);
  // Made once, not kept once by every open response.
  private static final List<HttpField> FIELDS =
      List.of(
          new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/event-stream"),
          new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
          // Proxies that buffer by default pass events on at once when they see this.
          new PreEncodedHttpField("X-Accel-Buffering", "no"));
  // Jetty's own handler would hold brotli and zstd back until the end.
  private static final List<Compression> COMPRESSIONS =
      List.of(Compression.OFF, Compression.DEFLATE, Compression.BROTLI, Compression.ZSTD);

  SseTransport(String name, HttpVersion version) {
    this(name, version, null);
  }

  @Override
  public SseTransport compressing(Compression compression) {
    ContentCoding wanted = ContentCoding.of(compression.among(COMPRESSIONS, name));
    return new SseTransport(name, version, wanted == null ? null : wanted.tried());
  }

  @Override
  public String accepted() {
    return StreamSettings.coding(coding == null ? List.of() : List.of(coding.name()));
  }

  @Override
  public boolean asksByMessage() {
    return false;
  }

  @Override
  public Map<String, String> differences() {
    return version == HttpVersion.HTTP_2
        ? Map.of(
            StreamSettings.IDLE,
            "a response keeps its connection's time-out, which heartbeats never let pass; of what"
                + " has its own it is off while the outbox is looked after")
        : Map.of();
  }

  @Override
  public void open(
      Opening opening, Request request, Response response, Callback callback, Replies replies) {
    switch (opening) {
      case Opening.Conversation(var asked, _) when asked != null -> {
        String id = replies.claim(asked);
        replies.start(id, asked, stream(request, response, callback, replies), true);
      }
      case Opening.Conversation _ -> throw new Refusal(400, "tokens is missing");
      case Opening.Silence _ ->
          // The first write carries the headers, which tell the reader that it is subscribed.
          new Stream(request, response, callback, replies, null)
              .outbox.offer(new Message.Heartbeat(replies.retryMillis()));
      case Opening.Example(int next) ->
          replies.pace(new FiveEvents(stream(request, response, callback, replies), next));
    }
  }

  /// Begins a response of events; what its outbox is offered is written to it.
  Outbox stream(Request request, Response response, Callback callback, Replies replies) {
    return new Stream(request, response, callback, replies, coding).outbox;
  }

  /// One response: the wire of its outbox, and told when its request fails.
  private static final class Stream implements Wire, Consumer<Throwable> {
    private final Response response;
    private final Outbox outbox;
    // Null on HTTP/2, whose connection reads all the time.
    private final @Nullable ReaderWatch watch;
    // Null on HTTP/1.1, and where the stream was reset before it came here.
    private final org.eclipse.jetty.http2.api.@Nullable Stream stream;
    // Null where nothing is compressed.
    private final @Nullable EncodedEvents encoded;

    Stream(
        Request request,
        Response response,
        Callback callback,
        Replies replies,
        @Nullable ContentCoding coding) {
      this.response = response;
      FIELDS.forEach(response.getHeaders()::put);
      encoded = coding == null ? null : coding.begin(request, response);
      outbox =
          new Outbox(this, replies, encoded == null ? callback : encoded.freedBefore(callback));
      request.addFailureListener(this);
      ConnectionMetaData connection = request.getConnectionMetaData();
      stream =
          connection.getConnection() instanceof HTTP2Connection http2
              ? http2.getSession().getStream(Integer.parseInt(request.getId()))
              : null;
      watch =
          connection.getHttpVersion() == HttpVersion.HTTP_2
              ? null
              : ReaderWatch.start(connection.getConnection().getEndPoint(), outbox);
      replies.keepAlive(outbox);
    }

    @Override
    public void accept(Throwable cause) {
      outbox.failed(cause);
    }

    @Override
    public boolean sharesWrites() {
      return watch == null;
    }

    @Override
    public Map<String, String> settings() {
      ConnectionMetaData connection = response.getRequest().getConnectionMetaData();
      HttpFields headers = response.getHeaders();
      String coding = headers.get(HttpHeader.CONTENT_ENCODING);
      boolean closes = headers.contains(HttpHeader.CONNECTION, "close");
      return Map.of(
          "http.persistent",
          Boolean.toString(connection.isPersistent() && !closes),
          StreamSettings.IDLE,
          Long.toString(connection.getConnection().getEndPoint().getIdleTimeout()),
          StreamSettings.CODING,
          StreamSettings.coding(coding == null ? List.of() : List.of(coding)));
    }

    @Override
    public void write(List<Message> messages, boolean last, Callback callback) {
      if (last && watch != null) {
        watch.stop();
      }
      boolean hasWayPast = watch != null || stream != null;
      if (!last && encoded == null && hasWayPast && response.isCommitted()) {
        writePast(messages, callback);
        return;
      }
      RetainableByteBuffer buffer = written(messages, 0);
      buffer.getByteBuffer().flip();
      if (encoded != null) {
        buffer = encoded.encode(buffer, last);
      }
      response.write(last, buffer.getByteBuffer(), new Releasing(buffer, callback));
    }

    // Past Jetty's response, which has nothing to add to what is between its head and its end.
    private void writePast(List<Message> messages, Callback callback) {
      if (stream != null) {
        RetainableByteBuffer buffer = written(messages, 0);
        ByteBuffer bytes = buffer.getByteBuffer().flip();
        stream.data(new DataFrame(stream.getId(), bytes, false), new Releasing(buffer, callback));
        return;
      }
      ConnectionMetaData connection = response.getRequest().getConnectionMetaData();
      // Content without a length comes in chunks, or else the end of the connection ends it.
      boolean chunked = connection.isPersistent();
      RetainableByteBuffer buffer = written(messages, chunked ? Chunk.MOST_HEAD_BYTES : 0);
      ByteBuffer bytes = buffer.getByteBuffer();
      if (chunked) {
        Chunk.close(bytes, Chunk.MOST_HEAD_BYTES);
      } else {
        bytes.flip();
      }
      connection.getConnection().getEndPoint().write(new Releasing(buffer, callback), bytes);
    }

    private RetainableByteBuffer written(List<Message> messages, int start) {
      // Asked for with each write, in some nanoseconds, not kept by each open stream.
      ByteBufferPool buffers =
          response.getRequest().getConnectionMetaData().getConnector().getByteBufferPool();
      return EVENTS.encode(messages, start, buffers);
    }
  }
}
