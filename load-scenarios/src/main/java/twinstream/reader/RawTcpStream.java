package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import tools.jackson.databind.json.JsonMapper;

/// Carries a stream of the control over its TCP connection. The first message of the server opens
/// it; an empty one is a heartbeat.
final class RawTcpStream extends OwnConnection implements LengthParser.Messages {
  // The control has no status; this one stands for every refusal.
  private static final int REFUSED = 400;
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final Target target;
  private final LengthParser parser = new LengthParser(this, MAX_MESSAGE_BYTES);

  RawTcpStream(Stamp stamp, Stream stream, Target target) {
    super(stamp, stream);
    this.target = target;
  }

  @Override
  void ask(ChannelHandlerContext context) {
    byte[] request = target.pathAndQuery().getBytes(UTF_8);
    ByteBuf message = context.alloc().buffer(Integer.BYTES + request.length);
    message.writeInt(request.length).writeBytes(request);
    context.writeAndFlush(message, context.voidPromise());
  }

  @Override
  void received(ChannelHandlerContext context, Object part) {
    if (part instanceof ByteBuf bytes) {
      Scratch.feed(bytes, parser);
    }
  }

  @Override
  public void message(byte[] bytes, int from, int to) {
    boolean isHeartbeat = from == to;
    MessageKind kind = isHeartbeat ? MessageKind.TOKEN : MessageKind.of(bytes, from, to);
    if (!stream.isOpened()) {
      if (kind == MessageKind.ERROR) {
        refused(bytes, from, to);
        return;
      }
      stream.opened();
    }
    if (!isHeartbeat) {
      tell(kind, bytes, from, to);
    }
  }

  private void tell(MessageKind kind, byte[] bytes, int from, int to) {
    switch (kind) {
      case TOKEN -> stream.token(bytes, from, to, ReplyListener.NO_INDEX);
      case RECORD -> stream.started(bytes, from, to);
      case ERROR -> stream.error(bytes, from, to);
      case DONE -> stream.done();
    }
  }

  private void refused(byte[] bytes, int from, int to) {
    stream.refusedWith(REFUSED);
    stream.failed(JsonMapper.shared().readTree(bytes, from, to - from).path("message").asString());
    stream.answered();
  }
}
