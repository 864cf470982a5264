package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Answer;

/// What every transport refuses before a stream begins, with the same status and the same sentence.
@ParameterizedClass
@FieldSource("twinstream.transport.Mount#ALL")
class RefusalContractTest {
  private final Mount mount;
  private final TwinServer server;

  RefusalContractTest(Mount mount) {
    this.mount = mount;
    server = mount.server(Limits.STANDARD);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer answer(String target) throws IOException {
    return mount.answer(server.port(), target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate=30 | tokens is missing; it must be a whole number from 1 to 100000",
        "tokens=0 | tokens must be a whole number from 1 to 100000, but is \"0\"",
        "tokens=100001 | tokens must be a whole number from 1 to 100000, but is \"100001\"",
        "tokens=abc | tokens must be a whole number from 1 to 100000, but is \"abc\"",
        "tokens=1&rate=-1 | rate must be a whole number from 0 to 10000, but is \"-1\"",
        "tokens=1&pacing=foo | pacing must be steady, gamma, engine-step or flood, but is \"foo\"",
        "tokens=1&envelope=foo | envelope must be plain, openai or ai-sdk, but is \"foo\"",
        "tokens=1&reply=a.b | reply must be 1 to 64 letters, digits, \"_\" or \"-\", but is \"a.b\"",
        "tokens=1&tokens=2 | \"tokens\" must be given once, but is given 2 times",
        "tokens=1&speed=2 | \"speed\" is not a parameter; known are tokens, rate, first, seed,"
            + " pacing, envelope, reply, from, nonce",
        "tokens=1&nonce=a.b | nonce must be 1 to 64 letters, digits, \"_\" or \"-\", but is \"a.b\"",
        "tokens=5&last-event-id=3 | Last-Event-ID must be the id of a token, such as \"r1:41\", but"
            + " is \"3\"",
        "tokens=5&last-event-id=r1:-1 | Last-Event-ID must be the id of a token, such as"
            + " \"r1:41\", but is \"r1:-1\"",
        "last-event-id=a.b:1 | Last-Event-ID must be the id of a token, such as \"r1:41\", but"
            + " is \"a.b:1\"",
        "reply=r1&from=x | from must be a whole number from 0 to 100000, but is \"x\"",
        "reply=r1&from=1&rate=5 | \"rate\" is no parameter of a resume, which is of the reply as it"
            + " was asked for; known are reply, from",
        "tokens=1&close=maybe | close must be true or false, but is \"maybe\"",
        "tokens=%zz | the query is not valid percent-encoded UTF-8",
        "tokens=1&reply=%FF | the query is not valid percent-encoded UTF-8",
        "tokens=1&reply=%0d%0aSet-Cookie:x | reply must be 1 to 64 letters, digits, \"_\" or \"-\","
            + " but is \"??Set-Cookie:x\"",
      })
  void refusesAWrongParameterWithASentence(String query, String sentence) throws IOException {
    assertThat(answer("/stream?" + query)).isEqualTo(new Answer(400, sentence + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stream?tokens=5&last-event-id=r1:3", "/stream?reply=r1&from=4"})
  void refusesToResumeWhatItDoesNotKeep(String target) throws IOException {
    assertThat(answer(target).status()).isEqualTo(404);
  }

  @Test
  void refusesTheIdOfAReplyThatIsAlive() throws IOException {
    String target = "/stream?tokens=2&rate=1&reply=mine";
    try (TestReader alive = mount.open(server.port(), target)) {
      alive.must();
      assertThat(answer(target).status()).isEqualTo(409);
    }
  }

  @Test
  void letsProgramsIn() throws IOException {
    assertThat(answer("/stream?tokens=1").isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/stream/", "/streams", "/STREAM"})
  void knowsNoOtherPath(String target) throws IOException {
    assertThat(answer(target).status()).isEqualTo(404);
  }

  @Test
  void countsARefusalAndNoStream() throws IOException {
    answer("/stream?tokens=0");
    assertThat(server.replies().counts().refused.sum()).isOne();
    assertThat(server.replies().counts().opened.sum()).isZero();
  }
}
