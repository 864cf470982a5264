package twinstream.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.probe.Recording.Ending;

/// What others' servers may answer, on a socket.
@Timeout(15)
class EndpointTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";

  @Test
  void countsTokensAndHeartbeatsOfAnEventStreamHoweverItIsCut() throws IOException {
    Heard heard =
        heard(saying -> {
          saying.say(CHUNKED + "Content-Type: text/event-stream\r\n\r\n");
          saying.chunk("data: a\n\nda");
          saying.chunk("ta: b\n\n: alive\n\nevent: ping\ndata: {}\n\n");
          saying.chunk("");
        });

    assertThat(heard.isEventStream()).isTrue();
    assertThat(heard.recording().tokens()).isEqualTo(2);
    assertThat(heard.recording().heartbeats()).isEqualTo(2);
    assertThat(heard.recording().ending()).isEqualTo(Ending.WHOLE);
  }

  @Test
  void countsLinesOfJson() throws IOException {
    Heard heard =
        heard(saying -> {
          saying.say(CHUNKED + "Content-Type: application/x-ndjson\r\n\r\n");
          saying.chunk("{\"a\":1}\n{\"a\"");
          saying.chunk(":2}\n\n");
          saying.chunk("");
        });

    assertThat(heard.recording().tokens()).isEqualTo(2);
    assertThat(heard.recording().heartbeats()).isEqualTo(1);
  }

  @Test
  void tellsOfAStreamThatBreaks() throws IOException {
    Heard heard =
        heard(saying -> {
          saying.say(CHUNKED + "Content-Type: text/event-stream\r\n\r\n");
          saying.chunk("data: a\n\n");
          Thread.sleep(1_200);
          saying.cut();
        });

    assertThat(heard.recording().ending()).isEqualTo(Ending.CUT);
    assertThat(heard.reason()).isNotBlank();
    ProbeReport report = Judgement.of(heard, null);
    assertThat(report.verdict()).isEqualTo(ProbeReport.Verdict.MEND);
    assertThat(report.sentences())
        .anySatisfy(
            one -> assertThat(one.text()).containsPattern("cut \\d+\\.\\d s after its last byte"));
  }

  @Test
  void leavesAServerThatDoesNotAnswer() throws IOException {
    Heard heard = heard(_ -> Thread.sleep(3_000));
    Heard upgrade = heard("ws", null, _ -> Thread.sleep(5_000));

    assertThat(heard.status()).isZero();
    assertThat(heard.recording().ending()).isEqualTo(Ending.LEFT);
    assertThat(upgrade.status()).isZero();
    assertThat(Judgement.of(upgrade, null).verdict()).isEqualTo(ProbeReport.Verdict.UNJUDGED);
  }

  @Test
  void tellsOfAServerThatHangsUp() throws IOException {
    Heard heard = heard(OddServer.Saying::cut);

    assertThat(heard.status()).isZero();
    assertThat(Judgement.of(heard, null).sentences())
        .anySatisfy(one -> assertThat(one.text()).startsWith("the connection broke after"));
  }

  @Test
  void saysThatTlsFailsWhereThereIsNone() throws IOException {
    try (var server = new OddServer(saying -> saying.say("HTTP/1.1 400 no\r\n\r\n"))) {
      ProbeRequest request = request(server.url("https"), null);
      assertThatThrownBy(() -> Endpoint.listen(request))
          .isInstanceOf(UnreachableException.class)
          .hasMessageStartingWith("TLS with https://127.0.0.1:");
    }
  }

  @Test
  void asksAsAChatEndpointWantsToBeAsked() throws IOException {
    try (var server =
        new OddServer(saying -> saying.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))) {
      Endpoint.listen(request(server.url("http"), "{\"stream\":true}"));

      assertThat(server.asked())
          .startsWith("POST / HTTP/1.1\r\n")
          .contains("Authorization: Bearer x\r\n", "Content-Type: application/json\r\n")
          .contains("Accept: text/event-stream\r\n")
          .doesNotContain("Upgrade");
    }
  }

  private static Heard heard(OddServer.Script script) throws IOException {
    return heard("http", null, script);
  }

  private static Heard heard(String scheme, @Nullable String data, OddServer.Script script)
      throws IOException {
    try (var server = new OddServer(script)) {
      return Endpoint.listen(request(server.url(scheme), data));
    }
  }

  private static ProbeRequest request(String url, @Nullable String data) {
    return new ProbeRequest(
        URI.create(url),
        Duration.ofSeconds(data == null && url.startsWith("ws") ? 1 : 2),
        url.startsWith("ws")
            ? List.of()
            : List.of(ProbeRequest.Header.of("Authorization: Bearer x")),
        data == null ? "GET" : "POST",
        data,
        null);
  }
}
