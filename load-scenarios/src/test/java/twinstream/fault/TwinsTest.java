package twinstream.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import twinstream.delivery.Limits;
import twinstream.fault.Fault.MessageFault;
import twinstream.fault.Fault.MessageFault.Kind;
import twinstream.fault.Fault.OneByteAtATime;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

/// Faults on streams of the real twins over HTTP/1.1, whose messages the proxy understands. Message
/// 3 is token 2.
@Timeout(30)
class TwinsTest {
  static final List<String> TRANSPORTS = Transports.FOUNDERS.names();

  private static final String QUERY = "tokens=8&rate=200&seed=8&reply=r&close=true&envelope=openai";

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void dropsOneToken(String transport) throws Exception {
    expect(transport, Kind.DROP, 0, 1, 3, 4, 5, 6, 7);
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void doublesOneToken(String transport) throws Exception {
    expect(transport, Kind.DOUBLE, 0, 1, 2, 2, 3, 4, 5, 6, 7);
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void swapsTwoTokens(String transport) throws Exception {
    expect(transport, Kind.SWAP, 0, 1, 3, 2, 4, 5, 6, 7);
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void mergesFiveTokensUnchanged(String transport) throws Exception {
    expect(transport, Kind.MERGE, 0, 1, 2, 3, 4, 5, 6, 7);
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void changesOneLetterOfOneToken(String transport) throws Exception {
    try (TwinServer server = serve(transport)) {
      List<String> sent = read(transport, server.port());
      List<String> got = readThrough(transport, server, new MessageFault(Kind.CORRUPT, 3));

      List<Integer> changed =
          IntStream.range(1, sent.size())
              .filter(i -> !sent.get(i).equals(got.get(i)))
              .boxed()
              .toList();
      assertThat(changed).containsExactly(3);
      assertThat(different(sent.get(3), got.get(3))).isEqualTo(1);
      assertThat(got).hasSameSizeAs(sent);
    }
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void endsTheConnectionBehindOneToken(String transport) throws Exception {
    try (TwinServer server = serve(transport);
        FaultProxy proxy = through(server, new MessageFault(Kind.CUT, 3))) {
      List<String> sent = read(transport, server.port());
      var stream = new RawStream(transport, proxy.port(), QUERY);

      assertThat(tokens(stream.messages())).isEqualTo(sent.subList(1, 4));
      assertThat(stream.isAtEnd()).isTrue();
      stream.close();
    }
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void comesByteByByteUnchanged(String transport) throws Exception {
    try (TwinServer server = serve(transport)) {
      List<String> sent = read(transport, server.port());

      assertThat(tokens(readThrough(transport, server, new OneByteAtATime())))
          .isEqualTo(tokens(sent));
    }
  }

  private static void expect(String transport, Kind kind, int... tokens) throws IOException {
    try (TwinServer server = serve(transport)) {
      List<String> sent = read(transport, server.port());
      List<String> expected = new ArrayList<>();
      IntStream.of(tokens).forEach(token -> expected.add(sent.get(token + 1)));
      expected.add(sent.getLast());

      assertThat(sent).hasSize(10).last().asString().contains("[DONE]");
      assertThat(tokens(readThrough(transport, server, new MessageFault(kind, 3))))
          .isEqualTo(expected);
    }
  }

  // The control record is different each time.
  private static List<String> tokens(List<String> messages) {
    return messages.subList(1, messages.size());
  }

  private static long different(String one, String other) {
    assertThat(other).hasSameSizeAs(one);
    return IntStream.range(0, one.length()).filter(i -> one.charAt(i) != other.charAt(i)).count();
  }

  private static List<String> readThrough(String transport, TwinServer server, Fault fault)
      throws IOException {
    try (FaultProxy proxy = through(server, fault)) {
      return read(transport, proxy.port());
    }
  }

  private static List<String> read(String transport, int port) throws IOException {
    try (var stream = new RawStream(transport, port, QUERY)) {
      return stream.messages();
    }
  }

  private static TwinServer serve(String transport) {
    return new TwinServer(Transports.named(transport), Limits.STANDARD, 0, 0).start();
  }

  private static FaultProxy through(TwinServer server, Fault fault) throws IOException {
    return FaultProxy.to(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), fault);
  }
}
