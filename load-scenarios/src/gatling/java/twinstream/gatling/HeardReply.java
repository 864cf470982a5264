package twinstream.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.workload.Ascii;
import twinstream.workload.BadRequestException;
import twinstream.workload.Cursor;
import twinstream.workload.PlannedReply;
import twinstream.workload.Reply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Schedule;
import twinstream.workload.Token;
import twinstream.workload.TokenCorpus;

/// One reply as a user hears it: every message is timed, and compared with what the plan says. Both
/// transports go through these lines. One thread at a time, the event loop of its connection.
final class HeardReply {
  /// The verdict on a reply of which every token came once, in order and unchanged.
  static final String WHOLE = "whole";

  private static final String DONE = "[DONE]";
  private static final String CONTROL_RECORD = "{\"reply\"";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final PlannedReply planned;
  private final ReplyRequest request;
  private final Reply text;
  private final long startNanos;
  private final Observations observations;
  private @Nullable Cursor due;
  private long firstNanos;
  private long previousNanos;
  private int heard;
  private @Nullable String verdict;

  /// A reply that is asked for now.
  HeardReply(PlannedReply planned, ReplyRequest request, Observations observations, long nowNanos) {
    this.planned = planned;
    this.request = request;
    this.observations = observations;
    text = request.replyText(TokenCorpus.standard());
    startNanos = nowNanos;
    observations.started(this);
  }

  /// Takes the next message, without its framing.
  ///
  /// @param nowNanos when it came, read before anything was done with it
  /// @return true once nothing more is to be heard: the reply ended, or something in it is wrong
  boolean take(String message, long nowNanos) {
    if (verdict == null) {
      verdict = judge(message, nowNanos);
      if (verdict != null) {
        observations.ended(this);
      }
    }
    return verdict != null;
  }

  private @Nullable String judge(String message, long nowNanos) {
    if (message.equals(DONE)) {
      return heard == planned.tokens() ? WHOLE : wrong("the reply ended");
    }
    if (message.startsWith(CONTROL_RECORD)) {
      return begin(JSON.readTree(message));
    }
    if (due == null) {
      return wrong("no control record, but " + BadRequestException.shown(message));
    }
    if (heard == planned.tokens() || !message.equals(expected())) {
      return wrong("not the token planned, but " + BadRequestException.shown(message));
    }
    return time(due, nowNanos);
  }

  private @Nullable String begin(JsonNode record) {
    if (due != null || record.path("tokens").asInt() != planned.tokens()) {
      return wrong("not the control record of this reply, but " + record);
    }
    // Numbers with many digits come as text.
    long originNanos = Long.parseLong(record.path("originNanos").asString());
    long stepNanos = Long.parseLong(record.path("stepNanos").asString());
    due = request.schedule(originNanos, stepNanos).cursor(0);
    return null;
  }

  private @Nullable String time(Cursor cursor, long nowNanos) {
    long latenessNanos = nowNanos - cursor.dueNanos();
    if (latenessNanos < 0) {
      return wrong(
          "%d ns before it was due; is it another host's clock?".formatted(-latenessNanos));
    }
    Observations.Clocks clocks = observations.clocks();
    clocks.lateness().recordValue(latenessNanos);
    if (heard == 0) {
      firstNanos = nowNanos;
    } else {
      clocks.gap().recordValue(nowNanos - previousNanos);
    }
    previousNanos = nowNanos;
    cursor.advance();
    heard++;
    return null;
  }

  private String expected() {
    Token token = text.token(heard);
    ByteBuffer json = ByteBuffer.allocate(request.envelope().maxBytes(token));
    request.envelope().write(Ascii.of(""), token, json);
    return new String(json.array(), 0, json.position(), UTF_8);
  }

  private String wrong(String what) {
    return "after %d of %d tokens: %s".formatted(heard, planned.tokens(), what);
  }

  /// [#WHOLE], or what is wrong; null while it goes on.
  @Nullable String verdict() {
    return verdict;
  }

  ReplyRequest request() {
    return request;
  }

  /// From the request to the last token, as planned; zero for what has no due times.
  Duration length() {
    Schedule fromZero = request.schedule(0, 0);
    return Duration.ofNanos(fromZero.dueNanos(planned.tokens() - 1));
  }

  PlannedReply planned() {
    return planned;
  }

  int heard() {
    return heard;
  }

  /// When the user began to ask, on the [System#nanoTime()] clock.
  long startNanos() {
    return startNanos;
  }

  /// When the first token came; only for a reply that has one.
  long firstNanos() {
    return firstNanos;
  }
}
