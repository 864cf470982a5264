package twinstream.probe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import twinstream.probe.Flow.Shape;
import twinstream.probe.ProbeReport.Verdict;

/// From what was heard of an endpoint to sentences about it. No network, no clock.
final class Judgement {
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
    sentences.addAll(Heads.judge(heard, direct));
    if (heard.isOpen()) {
      arrivals();
      sentences.addAll(Silences.judge(heard));
    }
    boolean mend = sentences.stream().anyMatch(one -> one.level() == Sentence.Level.MEND);
    boolean judged = heard.isOpen() && flow.shape() == Shape.STREAMED;
    return new ProbeReport(
        mend ? Verdict.MEND : judged ? Verdict.STREAMS : Verdict.UNJUDGED, sentences);
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
}
