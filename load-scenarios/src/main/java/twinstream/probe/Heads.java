package twinstream.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import twinstream.probe.Recording.Ending;

/// What the head of an answer tells, or its absence.
final class Heads {
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

  private static final int SERVER_ERROR = 500;

  private final Heard heard;
  private final @Nullable Heard direct;
  private final List<Sentence> sentences = new ArrayList<>();

  private Heads(Heard heard, @Nullable Heard direct) {
    this.heard = heard;
    this.direct = direct;
  }

  static List<Sentence> judge(Heard heard, @Nullable Heard direct) {
    var heads = new Heads(heard, direct);
    heads.head();
    return heads.sentences;
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
              "%s status %d, so there is no stream to judge%s"
                  .formatted(
                      heard.status() >= SERVER_ERROR
                          ? "the endpoint, or a proxy before it, fails with"
                          : "the endpoint refuses the request with",
                      heard.status(),
                      heard.status() >= SERVER_ERROR
                          ? ""
                          : "; mind --header, --method and --data")));
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
}
