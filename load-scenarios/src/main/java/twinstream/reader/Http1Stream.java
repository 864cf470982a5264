package twinstream.reader;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/// Carries a stream over a connection of HTTP/1.1, which ends with it. Behind a [Stamp] and an
/// [HttpClientCodec].
final class Http1Stream extends OwnConnection {
  private final HttpClientCodec codec;
  private final Dialogue dialogue;
  private boolean upgraded;

  Http1Stream(Stamp stamp, HttpClientCodec codec, Stream stream, Dialogue dialogue) {
    super(stamp, stream);
    this.codec = codec;
    this.dialogue = dialogue;
  }

  @Override
  void ask(ChannelHandlerContext context) {
    context.writeAndFlush(dialogue.request(), context.voidPromise());
  }

  @Override
  void received(ChannelHandlerContext context, Object part) {
    if (part instanceof ByteBuf bytes) {
      Scratch.feed(bytes, dialogue);
      return;
    }
    if (part instanceof HttpResponse response) {
      answer(response);
    }
    if (part instanceof HttpContent content && !upgraded) {
      if (stream.isOpened()) {
        Scratch.feed(content.content(), dialogue);
      } else {
        stream.sentence(content.content());
      }
    }
    if (part instanceof LastHttpContent) {
      if (upgraded) {
        // Hands what came behind the 101 to this handler as plain bytes.
        context.pipeline().remove(codec);
      } else {
        stream.answered();
        end();
      }
    }
  }

  private void answer(HttpResponse response) {
    if (dialogue.isOpenedBy(response)) {
      upgraded = dialogue.isTunnel();
      dialogue.opened(response.headers().get(dialogue.compressionField()));
      stream.opened();
    } else {
      stream.refusedWith(response.status().code());
    }
  }
}
