package twinstream.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import twinstream.reader.ReplyListener;
import twinstream.result.Slo;
import twinstream.scenario.Patience;
import twinstream.workload.Ascii;
import twinstream.workload.PlannedReply;
import twinstream.workload.Reply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.TokenCorpus;

/// The tokens of one long reply as they come from a transport, each half a millisecond late, and
/// the crowd's record of them.
@State(Scope.Thread)
public class RecordedTokens {
  private static final int TOKENS = 100_000;
  private static final int RATE = 1_000;
  private static final long GAP_NANOS = 1_000_000_000L / RATE;
  private static final long LATE_NANOS = 500_000;
  private static final long START_NANOS = 1_000_000_000L;
  private static final int SCRATCH_BYTES = 16 * 1024;
  private static final String ID = "r1";

  /// Envelope around each token.
  @Param({"plain", "openai"})
  String envelope = "plain";

  /// Whether the transport tells an index with each token, as an event stream's id does.
  @Param({"true", "false"})
  boolean tellsIndex;

  private byte[][] messages = {};

  @SuppressWarnings("NullAway.Init") // set up by JMH
  private ReplyRequest request;

  @SuppressWarnings("NullAway.Init") // set up by JMH
  private ReplyReading reading;

  @SuppressWarnings("NullAway.Init") // set up by JMH
  private TokenCheck check;

  // One for all replies, as in a crowd.
  private final Tally tally =
      new Tally(new Window(START_NANOS, START_NANOS + TOKENS * GAP_NANOS), Slo.CHAT);

  private int next;
  private int nextChecked;

  /// All messages of the reply, made before anything is measured.
  @Setup
  public void encode() {
    request =
        ReplyRequest.parse(
            Map.of(
                "tokens", Integer.toString(TOKENS),
                "rate", Integer.toString(RATE),
                "envelope", envelope));
    Reply reply = request.replyText(TokenCorpus.standard());
    var scratch = ByteBuffer.allocate(SCRATCH_BYTES);
    messages = new byte[TOKENS][];
    for (int i = 0; i < TOKENS; i++) {
      request.envelope().write(Ascii.of(ID), reply.token(i), scratch.clear());
      messages[i] = Arrays.copyOf(scratch.array(), scratch.position());
    }
    reading = newReading();
    check = newCheck();
  }

  private TokenCheck newCheck() {
    return new TokenCheck(
        request.replyText(TokenCorpus.standard()), ID, request.envelope(), 0, tally);
  }

  private ReplyReading newReading() {
    var planned = new PlannedReply(0, TOKENS, 0, request.seed());
    var reading =
        new ReplyReading(
            planned,
            request,
            Patience.ENDLESS,
            START_NANOS,
            START_NANOS,
            tally,
            new ReplyReading.Progress() {
              @Override
              public void opened(ReplyReading of) {}

              @Override
              public void firstToken(ReplyReading of) {}

              @Override
              public void away(ReplyReading of) {}

              @Override
              public void over(ReplyReading of) {}
            });
    reading.connected(START_NANOS);
    reading.opened(START_NANOS);
    byte[] record =
        "{\"reply\":\"%s\",\"originNanos\":\"%d\",\"stepNanos\":\"0\",\"tokens\":%d}"
            .formatted(ID, START_NANOS, TOKENS)
            .getBytes(US_ASCII);
    reading.started(record, 0, record.length, START_NANOS);
    return reading;
  }

  /// Records the next token; a new reply begins behind the last one.
  long record() {
    if (next == TOKENS) {
      next = 0;
      reading = newReading();
    }
    int index = next++;
    byte[] message = messages[index];
    long nanos = START_NANOS + index * GAP_NANOS + LATE_NANOS;
    reading.token(message, 0, message.length, told(index), nanos);
    return index;
  }

  /// Checks the next token.
  int check() {
    if (nextChecked == TOKENS) {
      nextChecked = 0;
      check = newCheck();
    }
    byte[] message = messages[nextChecked];
    return check.accept(message, 0, message.length, told(nextChecked++));
  }

  /// Tokens that were not found to be right.
  long faults() {
    return tally.lost + tally.changed + tally.doubled + tally.outOfOrder + tally.early;
  }

  private int told(int index) {
    return tellsIndex ? index : ReplyListener.NO_INDEX;
  }
}
