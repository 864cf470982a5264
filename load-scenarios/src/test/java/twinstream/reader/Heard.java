package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import twinstream.workload.Ascii;
import twinstream.workload.Reply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.TokenCorpus;

/// A listener that writes down what it is told.
final class Heard implements ReplyListener {
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final List<Integer> indexes = Collections.synchronizedList(new ArrayList<>());
  final List<Long> tokenNanos = Collections.synchronizedList(new ArrayList<>());
  final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
  final CompletableFuture<Void> opened = new CompletableFuture<>();
  final CompletableFuture<Void> firstToken = new CompletableFuture<>();
  final CompletableFuture<Void> over = new CompletableFuture<>();
  volatile String record = "";

  /// The envelopes that a query asks for.
  static List<String> expected(String query) {
    Map<String, String> parameters = new HashMap<>();
    Arrays.stream(query.split("&"))
        .map(pair -> pair.split("="))
        .forEach(pair -> parameters.put(pair[0], pair[1]));
    ReplyRequest request = ReplyRequest.parse(parameters);
    Reply reply = request.replyText(TokenCorpus.standard());
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    return IntStream.range(0, request.tokens())
        .mapToObj(index -> {
          request
              .envelope()
              .write(Ascii.of(String.valueOf(request.reply())), reply.token(index), buffer.clear());
          return new String(buffer.array(), 0, buffer.position(), UTF_8);
        })
        .toList();
  }

  /// When the reply began, as its control record says.
  long originNanos() {
    return Long.parseLong(record.replaceAll(".*\"originNanos\":\"?(\\d+).*", "$1"));
  }

  @Override
  public void connected(long nanos) {
    calls.add("connected");
  }

  @Override
  public void opened(long nanos) {
    calls.add("opened");
    opened.complete(null);
  }

  @Override
  public void refused(int status, String sentence) {
    calls.add("refused " + status + " " + sentence);
  }

  @Override
  public void started(byte[] bytes, int from, int to, long nanos) {
    calls.add("started");
    record = new String(bytes, from, to - from, UTF_8);
  }

  @Override
  public void token(byte[] bytes, int from, int to, int idIndex, long nanos) {
    calls.add("token");
    indexes.add(idIndex);
    tokenNanos.add(nanos);
    tokens.add(new String(bytes, from, to - from, UTF_8));
    firstToken.complete(null);
  }

  @Override
  public void done() {
    calls.add("done");
  }

  @Override
  public void closed(String reason) {
    calls.add("closed " + reason);
    over.complete(null);
  }
}
