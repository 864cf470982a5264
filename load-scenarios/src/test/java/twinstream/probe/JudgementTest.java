package twinstream.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.probe.Recordings.groups;
import static twinstream.probe.Recordings.silent;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import twinstream.probe.ProbeReport.Verdict;
import twinstream.probe.Recording.Ending;

class JudgementTest {
  private static final Recording ONE_BY_ONE = groups(30, 1, 50, 200);
  private static final Recording MERGED = groups(8, 5, 250, 300);
  private static final Recording HELD_BACK = groups(1, 30, 0, 2_000);

  @Test
  void findsNothingToMendWhereTokensComeOneByOne() {
    ProbeReport report = Judgement.of(stream(ONE_BY_ONE), null);

    assertThat(report.verdict()).isEqualTo(Verdict.STREAMS);
    assertThat(text(report)).contains("streams: 30 tokens arrive one by one, 50 ms apart");
  }

  @Test
  void namesTheSettingsAgainstMerging() {
    ProbeReport report = Judgement.of(stream(MERGED), null);

    assertThat(report.verdict()).isEqualTo(Verdict.MEND);
    assertThat(text(report))
        .contains("merges: about 5 tokens arrive together, 250 ms apart")
        .contains("may be the sender's own doing");
    assertThat(mends(report)).contains("haproxy: option http-no-delay");
  }

  @Test
  void laysMergingAtThePathWhenTheSenderDoesNotDoIt() {
    ProbeReport report = Judgement.of(stream(MERGED), stream(ONE_BY_ONE));

    assertThat(text(report)).contains("something between does it");
    assertThat(mends(report)).contains("haproxy: option http-no-delay");
  }

  @Test
  void laysMergingAtTheSenderWhenItIsTheSameWithoutThePath() {
    ProbeReport report = Judgement.of(stream(MERGED), stream(MERGED));

    assertThat(text(report)).contains("the sender does it");
    assertThat(mends(report)).allMatch(setting -> setting.startsWith("server: "));
  }

  @Test
  void namesTheSettingsAgainstHoldingBack() {
    ProbeReport report = Judgement.of(stream(HELD_BACK), stream(ONE_BY_ONE));

    assertThat(text(report))
        .contains("holds back: all 30 tokens arrive together, 2.0 s after the request")
        .contains("something between does it");
    assertThat(mends(report))
        .contains(
            "nginx: proxy_http_version 1.1; proxy_buffering off;",
            "server: the header X-Accel-Buffering: no, which nginx obeys");
  }

  @Test
  void doesNotSayWhoIsToBlameWhenNoHeadCame() {
    var nothing = new Recording(0, 0, List.of(), 10_000_000_000L, Ending.LEFT);

    ProbeReport alone = Judgement.of(new Heard(false, 0, "", Map.of(), nothing, ""), null);
    ProbeReport compared =
        Judgement.of(new Heard(false, 0, "", Map.of(), nothing, ""), stream(ONE_BY_ONE));

    assertThat(alone.verdict()).isEqualTo(Verdict.UNJUDGED);
    assertThat(text(alone)).contains("not even the head of an answer came within 10.0 s");
    assertThat(compared.verdict()).isEqualTo(Verdict.MEND);
  }

  @Test
  void tellsALostUpgradeFromARefusalAndFromAWrongPath() {
    ProbeReport lost = Judgement.of(upgrade(404), upgrade(101));
    ProbeReport perhaps = Judgement.of(upgrade(404), null);
    ProbeReport wrongPath = Judgement.of(upgrade(404), upgrade(404));
    ProbeReport refused = Judgement.of(upgrade(401), null);

    assertThat(text(lost)).contains("a proxy loses the upgrade");
    assertThat(mends(lost)).anyMatch(setting -> setting.contains("$http_upgrade"));
    assertThat(text(perhaps)).contains("or the path is wrong");
    assertThat(wrongPath.verdict()).isEqualTo(Verdict.UNJUDGED);
    assertThat(refused.verdict()).isEqualTo(Verdict.UNJUDGED);
    assertThat(text(refused)).contains("refuses the request with status 401");
  }

  @Test
  void namesTheTimeOutThatEndedASilentStream() {
    assertThat(text(Judgement.of(stream(silent(0, 50.1, Ending.CUT)), null)))
        .contains("cut after 50.1 s of silence")
        .contains("HAProxy");
    ProbeReport nginx = Judgement.of(stream(silent(0, 60.2, Ending.WHOLE)), null);
    assertThat(text(nginx)).contains("cut after 60.2 s of silence").contains("proxy_read_timeout");
    assertThat(mends(nginx)).anyMatch(setting -> setting.contains("heartbeat every 15 s"));
  }

  @Test
  void asksForAHeartbeatBeforeSomethingIsCut() {
    ProbeReport report = Judgement.of(stream(silent(0, 45, Ending.LEFT)), null);

    assertThat(report.verdict()).isEqualTo(Verdict.MEND);
    assertThat(text(report)).contains("needs a heartbeat").contains("silent for 45.0 s");
  }

  @Test
  void isContentWithHeartbeats() {
    ProbeReport report = Judgement.of(stream(silent(15, 75, Ending.LEFT)), null);

    assertThat(report.verdict()).isEqualTo(Verdict.UNJUDGED);
    assertThat(text(report))
        .contains("4 heartbeats, 15.0 s apart")
        .contains("longest silence 15.0 s");
  }

  @Test
  void saysWhenAnAnswerIsNoStreamAtAll() {
    var heard =
        new Heard(
            false,
            200,
            "HTTP/1.1",
            Map.of("content-type", List.of("application/json")),
            Recordings.tokens(900),
            "");

    ProbeReport report = Judgement.of(heard, null);

    assertThat(report.verdict()).isEqualTo(Verdict.UNJUDGED);
    assertThat(text(report))
        .contains("no event stream but application/json")
        .contains("\"stream\"");
  }

  private static Heard stream(Recording recording) {
    return new Heard(
        false,
        200,
        "HTTP/1.1",
        Map.of("content-type", List.of("text/event-stream;charset=utf-8")),
        recording,
        recording.ending() == Ending.CUT ? "chunked transfer encoding, state: READING_LENGTH" : "");
  }

  private static Heard upgrade(int status) {
    return new Heard(true, status, "HTTP/1.1", Map.of(), Recordings.tokens(), "");
  }

  private static String text(ProbeReport report) {
    return String.join("\n", report.sentences().stream().map(Sentence::text).toList());
  }

  private static List<String> mends(ProbeReport report) {
    return report.sentences().stream().flatMap(one -> one.mends().stream()).toList();
  }
}
