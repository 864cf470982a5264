package twinstream.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import twinstream.probe.Recording.Ending;

/// What ended a stream, and whether its silences are dangerous.
final class Silences {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Heard heard;
  private final List<Sentence> sentences = new ArrayList<>();
  // One piece of advice about silence is enough.
  private boolean advised;

  private Silences(Heard heard) {
    this.heard = heard;
  }

  static List<Sentence> judge(Heard heard) {
    var silences = new Silences(heard);
    silences.ending();
    silences.silence();
    return silences.sentences;
  }

  private void advise(String text) {
    advised = true;
    sentences.add(Sentence.mend(text, Defect.SILENCE));
  }

  private void ending() {
    Recording recording = heard.recording();
    long silent = recording.lastSilenceNanos();
    var limit = SilenceLimit.after(silent);
    // Over a connection that closes with its answer, as HTTP/1.0 has them, a cut looks like an end.
    if (recording.ending() != Ending.LEFT && limit.isPresent()) {
      advise(
          "cut after %s of silence, which is the default of %s"
              .formatted(Millis.shown(silent), limit.get().setting()));
    } else if (recording.ending() == Ending.CUT) {
      String what =
          "cut %s after its last byte%s"
              .formatted(
                  Millis.shown(silent), heard.reason().isEmpty() ? "" : ": " + heard.reason());
      if (silent >= NANOS_PER_SECOND) {
        advise(what);
      } else {
        sentences.add(Sentence.mend(what));
      }
    }
  }

  private void silence() {
    Recording recording = heard.recording();
    long longest = recording.longestSilenceNanos();
    if (recording.heartbeats() > 0) {
      sentences.add(
          Sentence.note(
              recording.heartbeats() == 1
                  ? "one heartbeat"
                  : "%d heartbeats, %s apart"
                      .formatted(
                          recording.heartbeats(), Millis.shown(recording.heartbeatNanos()))));
    }
    if (longest < SilenceLimit.DANGEROUS_SECONDS * NANOS_PER_SECOND) {
      sentences.add(
          Sentence.note(
              "longest silence %s in the %s that it was listened to; paths cut after %s"
                  .formatted(
                      Millis.shown(longest),
                      Millis.shown(recording.endNanos() - recording.askedNanos()),
                      limits())));
    } else if (!advised) {
      advise(
          "needs a heartbeat, or a more frequent one: it was silent for %s, and many paths cut a stream after %s"
              .formatted(Millis.shown(longest), limits()));
    }
  }

  private static String limits() {
    return SilenceLimit.KNOWN.stream()
        .map(limit -> "%d s (%s)".formatted(limit.seconds(), limit.where()))
        .collect(Collectors.joining(" or "));
  }
}
