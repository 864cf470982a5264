package twinstream.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import twinstream.probe.Flow.Shape;
import twinstream.probe.ProbeReport.Verdict;
import twinstream.probe.Recording.Ending;

/// From what was heard of an endpoint to sentences about it. No network, no clock.
final class Judgement {
  private static final List<String> TELLING =
      List.of(
          "content-type",
          "content-encoding",
          "cache-control",
          "x-accel-buffering",
          "via",
          "server",
          "location",
          "retry-after");

  // With these an endpoint says no to the question, not to the upgrade.
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 429, 503);

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final String SILENCE = Defect.SILENCE.settings().getFirst();

  private final Heard heard;
  private final @Nullable Heard direct;
  private final Flow flow;
  private final List<Sentence> sentences = new ArrayList<>();

  private Judgement(Heard heard, @Nullable Heard direct) {
    this.heard = heard;
    this.direct = direct;
    flow = Flow.of(heard.recording());
  }

  /// @param direct the same endpoint without what stands before it; null for none
  static ProbeReport of(Heard heard, @Nullable Heard direct) {
    return new Judgement(heard, direct).report();
  }

  private ProbeReport report() {
    head();
    if (heard.isOpen()) {
      arrivals();
      ending();
      silence();
    }
    boolean mend = sentences.stream().anyMatch(one -> one.level() == Sentence.Level.MEND);
    boolean judged = heard.isOpen() && flow.shape() == Shape.STREAMED;
    return new ProbeReport(
        mend ? Verdict.MEND : judged ? Verdict.STREAMS : Verdict.UNJUDGED, sentences);
  }

  private void head() {
    if (heard.status() == 0) {
      noHead();
      return;
    }
    String telling =
        TELLING.stream()
            .filter(name -> !heard.header(name).isEmpty())
            .map(name -> name + ": " + heard.header(name))
            .collect(Collectors.joining(", "));
    sentences.add(
        Sentence.note(
            "status %d, %s%s"
                .formatted(
                    heard.status(), heard.protocol(), telling.isEmpty() ? "" : ", " + telling)));
    if (heard.isOpen()) {
      contentType();
    } else if (heard.upgrades() && !REFUSALS.contains(heard.status())) {
      upgradeLost();
    } else {
      sentences.add(
          Sentence.note(
              "the endpoint refuses the request with status %d, so there is no stream to judge; mind --header, --method and --data"
                  .formatted(heard.status())));
    }
  }

  private void noHead() {
    String waited = Millis.shown(heard.recording().endNanos() - heard.recording().askedNanos());
    if (heard.recording().ending() == Ending.CUT) {
      sentences.add(
          Sentence.mend(
              "the connection broke after %s without an answer: %s"
                  .formatted(waited, heard.reason())));
    } else if (direct != null && direct.isOpen()) {
      sentences.add(
          Sentence.mend(
              "not even the head of an answer came within %s, and the other address answered: something between holds it back"
                  .formatted(waited),
              Defect.HELD_BACK));
    } else {
      sentences.add(
          Sentence.note(
              "not even the head of an answer came within %s: the endpoint is slow, or something holds it back; listen longer (--for), or ask it without what stands before it (--compare)"
                  .formatted(waited)));
    }
  }

  private void upgradeLost() {
    if (direct != null && !direct.isOpen()) {
      sentences.add(
          Sentence.note(
              "no WebSocket: status %d in place of 101, and %d without what stands before it: is it the right path?"
                  .formatted(heard.status(), direct.status())));
      return;
    }
    sentences.add(
        Sentence.mend(
            "no WebSocket: status %d in place of 101. %s"
                .formatted(
                    heard.status(),
                    direct == null
                        ? "A proxy has lost the upgrade, or the path is wrong; --compare tells"
                        : "Without what stands before it there is one: a proxy loses the upgrade"),
            Defect.UPGRADE_LOST));
  }

  private void contentType() {
    if (!heard.upgrades() && !heard.isEventStream()) {
      String type = heard.header("content-type");
      sentences.add(
          Sentence.note(
              "no event stream but %s: %s"
                  .formatted(
                      type.isEmpty() ? "an answer without a content type" : type,
                      type.contains("json")
                          ? "mind that many endpoints stream only when their request says so (\"stream\": true)"
                          : Defect.NO_EVENT_STREAM.settings().getFirst())));
    }
    if (!heard.header("content-encoding").isEmpty()) {
      sentences.add(
          Sentence.note(
              "the answer is compressed, so reads are timed and not tokens; without the header Accept-Encoding it tells more"));
    }
  }

  private void arrivals() {
    switch (flow.shape()) {
      case STREAMED ->
          sentences.add(
              Sentence.ok(
                  "streams: %d tokens arrive one by one, %s apart"
                      .formatted(flow.tokens(), Millis.shown(flow.apartNanos()))));
      case MERGED ->
          blame(
              "merges: about %d tokens arrive together, %s apart"
                  .formatted(flow.perArrival(), Millis.shown(flow.apartNanos())),
              Defect.MERGED);
      case HELD_BACK ->
          blame(
              "holds back: all %d tokens arrive together, %s after the request"
                  .formatted(flow.tokens(), Millis.shown(firstTokenNanos())),
              Defect.HELD_BACK);
      case AT_ONCE ->
          sentences.add(
              Sentence.note(
                  "all %d tokens arrive together, %s after the request: too soon to tell a stream from a whole answer; ask for a longer one"
                      .formatted(flow.tokens(), Millis.shown(firstTokenNanos()))));
      case TOO_FEW ->
          sentences.add(
              Sentence.note(
                  "%d tokens came, too few to see a rhythm; ask for a longer answer, or listen longer (--for)"
                      .formatted(flow.tokens())));
    }
  }

  // Who it is can only be told where the endpoint was seen without what stands before it.
  private void blame(String what, Defect defect) {
    Flow other = direct == null || !direct.isOpen() ? null : Flow.of(direct.recording());
    if (other == null) {
      sentences.add(
          Sentence.mend(what + ". This may be the sender's own doing; --compare tells", defect));
    } else if (other.shape() == flow.shape() && isLike(other)) {
      // Nothing between them can mend that.
      sentences.add(
          new Sentence(
              Sentence.Level.MEND,
              what + ". Without what stands before it it is the same: the sender does it",
              defect.settingsOf("server")));
    } else if (other.shape() == Shape.STREAMED) {
      sentences.add(
          Sentence.mend(
              "%s. Without what stands before it they come one by one, %s apart: something between does it"
                  .formatted(what, Millis.shown(other.apartNanos())),
              defect));
    } else {
      sentences.add(
          Sentence.mend(
              "%s. Without what stands before it: %s".formatted(what, other.shape()), defect));
    }
  }

  private boolean isLike(Flow other) {
    return Math.max(flow.perArrival(), other.perArrival())
        <= 1.5 * Math.min(flow.perArrival(), other.perArrival());
  }

  private long firstTokenNanos() {
    return heard.recording().arrivals().stream()
            .filter(arrival -> arrival.tokens() > 0)
            .findFirst()
            .orElseThrow()
            .nanos()
        - heard.recording().askedNanos();
  }

  private void ending() {
    Recording recording = heard.recording();
    long silent = recording.lastSilenceNanos();
    var limit = SilenceLimit.after(silent);
    // Over a connection that closes with its answer, as HTTP/1.0 has them, a cut looks like an end.
    boolean ended = recording.ending() != Ending.LEFT && limit.isPresent();
    if (ended) {
      sentences.add(
          Sentence.mend(
              "cut after %s of silence, which is the default of %s"
                  .formatted(Millis.shown(silent), limit.get().setting()),
              Defect.SILENCE));
    } else if (recording.ending() == Ending.CUT) {
      String what = "cut %s after its last byte".formatted(Millis.shown(silent));
      String why = heard.reason().isEmpty() ? "" : ": " + heard.reason();
      sentences.add(
          silent >= NANOS_PER_SECOND
              ? Sentence.mend(what + why, Defect.SILENCE)
              : Sentence.mend(what + why));
    }
  }

  private void silence() {
    Recording recording = heard.recording();
    long longest = recording.longestSilenceNanos();
    long heartbeat = recording.heartbeatNanos();
    if (recording.heartbeats() > 0) {
      sentences.add(
          Sentence.note(
              recording.heartbeats() == 1
                  ? "one heartbeat"
                  : "%d heartbeats, %s apart"
                      .formatted(recording.heartbeats(), Millis.shown(heartbeat))));
    }
    boolean said = sentences.stream().flatMap(one -> first(one.mends())).anyMatch(SILENCE::equals);
    if (longest >= SilenceLimit.DANGEROUS_SECONDS * NANOS_PER_SECOND) {
      if (!said) {
        sentences.add(
            Sentence.mend(
                "needs a heartbeat, or a more frequent one: it was silent for %s, and many paths cut a stream after %s"
                    .formatted(Millis.shown(longest), limits()),
                Defect.SILENCE));
      }
    } else {
      sentences.add(
          Sentence.note(
              "longest silence %s in the %s that it was listened to; paths cut after %s"
                  .formatted(
                      Millis.shown(longest),
                      Millis.shown(recording.endNanos() - recording.askedNanos()),
                      limits())));
    }
  }

  private static Stream<String> first(List<String> mends) {
    return mends.stream().limit(1);
  }

  private static String limits() {
    return SilenceLimit.KNOWN.stream()
        .map(limit -> "%d s (%s)".formatted(limit.seconds(), limit.setting()))
        .collect(Collectors.joining(" or "));
  }
}
