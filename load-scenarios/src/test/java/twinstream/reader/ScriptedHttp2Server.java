package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server of HTTP/2 that misbehaves as the path asks it to, which the servers under test do not.
final class ScriptedHttp2Server implements AutoCloseable {
  static final String TOKEN = "id: r:0\ndata: x\n\n";

  final AtomicInteger connections = new AtomicInteger();

  /// What came: `CONNECT /path` and, from the reader, `RST_STREAM 8`.
  final List<String> seen = new CopyOnWriteArrayList<>();

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;

  ScriptedHttp2Server(Http2Settings settings) {
    listening =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<NioSocketChannel>() {
                  @Override
                  protected void initChannel(NioSocketChannel channel) {
                    connections.incrementAndGet();
                    var script = new Script();
                    script.handler =
                        new Http2ConnectionHandlerBuilder()
                            .server(true)
                            .initialSettings(settings)
                            .validateHeaders(false)
                            .frameListener(script)
                            .build();
                    channel.pipeline().addLast(script.handler);
                  }
                })
            .bind(new InetSocketAddress("127.0.0.1", 0))
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private final class Script extends Http2FrameAdapter {
    @org.jspecify.annotations.Nullable Http2ConnectionHandler handler;

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean last) {
      onHeadersRead(context, id, headers, padding, last);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean last) {
      seen.add(headers.method() + " " + headers.path());
      switch (headers.path().toString()) {
        case "/reset" -> {
          answer(context, id, "200", TOKEN, false);
          handler()
              .resetStream(context, id, Http2Error.INTERNAL_ERROR.code(), context.newPromise());
        }
        case "/goaway" -> {
          ByteBuf calm = ByteBufUtil.writeUtf8(context.alloc(), "calm");
          handler()
              .goAway(context, 0, Http2Error.ENHANCE_YOUR_CALM.code(), calm, context.newPromise());
        }
        case "/refuse" -> answer(context, id, "503", "come back later\n", true);
        case "/short" -> answer(context, id, "200", TOKEN, true);
        case "/drop" -> {
          answer(context, id, "200", TOKEN, false);
          context.flush();
          // Past Netty's own handler, which would say GOAWAY and wait.
          context.close();
        }
        case "/malformed" -> answer(context, id, "200", "\u00FF\u00FF", false);
        default -> answer(context, id, "200", "", false);
      }
      handler().flush(context);
    }

    private Http2ConnectionHandler handler() {
      return java.util.Objects.requireNonNull(handler);
    }

    private void answer(
        ChannelHandlerContext context, int id, String status, String text, boolean last) {
      var encoder = handler().encoder();
      encoder.writeHeaders(
          context,
          id,
          new DefaultHttp2Headers(false).status(status),
          0,
          false,
          context.newPromise());
      encoder.writeData(
          context, id, Unpooled.copiedBuffer(text, UTF_8), 0, last, context.newPromise());
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long code) {
      seen.add("RST_STREAM " + code);
    }
  }
}
