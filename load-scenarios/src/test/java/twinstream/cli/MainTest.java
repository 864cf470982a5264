package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.result.Environment;
import twinstream.result.Metric;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;

class MainTest {
  @TempDir Path folder;

  static Stream<String> commands() {
    var annotation = Main.class.getAnnotation(picocli.CommandLine.Command.class);
    return Stream.of(annotation.subcommands())
        .map(command -> command.getAnnotation(picocli.CommandLine.Command.class).name());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpsWithEveryCommand(String command) {
    Said said = Said.by(command, "--help");

    assertThat(said.exit()).isZero();
    assertThat(said.out()).contains("bench " + command);
  }

  @Test
  void tellsItsVersion() {
    assertThat(Said.by("--version").out()).matches("(?s)twinstream \\d+\\.\\d+.*\\R");
  }

  @Test
  void wantsACommand() {
    Said said = Said.by();

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).startsWith("name a command").contains("quick");
  }

  @Test
  void refusesAnUnknownCommand() {
    Said said = Said.by("walk");

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("walk");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan chatter | scenario must be one of steady, chat, code,",
        "plan steady --set streams=0 | streams must be a number from 1 to 19000, but is \"0\"",
        "plan steady --set stream=5 | \"stream\" is not a setting; there are streams,",
        "plan steady --transports sse | transport must be one of sse-h1, ws-h1, sse-h2, ws-h2, raw-tcp, but is \"sse\"",
        "plan steady --speed 10 | \"speed\" is not a setting; there are streams,",
        "plan chat --speed 0 --set rate=30 | speed must be a number from 0.1 to 1000, but is \"0\"",
        "plan chat --set rate=30 --speed 0 | speed must be a number from 0.1 to 1000, but is \"0\"",
        "plan chat --set rate=0 --speed 10 | rate must be a number from 1 to 10000, but is \"0\"",
        "plan chat --speed 10 --set rate=0 | rate must be a number from 1 to 10000, but is \"0\"",
        "plan steady --blocks 0 | blocks must be from 1 to 200, but is 0",
        "plan steady --blocks many | many",
        "plan steady --seed x | x",
        "plan steady --set streams | streams",
        "serve --port 1 | --port and --admin-port need --transport",
        "serve --transport sse-h1 --sse-port 1 | --sse-port and --ws-port are for both servers",
        "serve --ws-port 65536 | --ws-port must be from 0 to 65535, but is 65536",
        "plan steady --transports ws-h1 --set compression=zstd | ws-h1 has no compression zstd; leave it out: --transports sse-h1,sse-h2",
        "plan steady --set compression=deflate | raw-tcp has no compression deflate; leave it out: --transports sse-h1,ws-h1,sse-h2,ws-h2",
        "plan idle-memory --transports sse-h1,ws-h1 --set compression=deflate | silent",
        "jmh [ | REGEX must be a regular expression, but is \"[\": Unclosed character class",
        "jmh --json no/such/folder/x.json | --json must name a file in a folder that can be written to",
        "jmh --json pom.xml | pom.xml holds no results of JMH",
        "compare pom.xml pom.xml | pom.xml holds no results of JMH",
        "compare pom.xml src | src is no file, but the other one is",
        "plan flood --transports bare-nio | bare-nio can't be flooded",
        "plan resume --transports bare-nio | bare-nio has neither outbox nor resume",
        "plan steady --set opening=20 | opening must be at most warm (10 s), so that all",
        "paths --silence 0 | --silence must be from 1 to 3600 s, but is 0",
        "probe example.org | the URL must begin with http://, https://, ws:// or wss:// and name a host, but is \"example.org\"",
        "probe ws://a --method POST | --method and --data are for http and https",
        "probe http://a --send x | --send is for ws and wss",
        "probe http://a --header x | --header must be \"Name: value\", but is \"x\"",
        "probe http://a --header host:x | the request can't be made: restricted header name: \"host\"",
        "probe http://a --for 0 | --for must be from 1 to 3600 s, but is 0",
        "probe http://a --compare ws://a | --compare must be of the same kind as the URL",
        "serve --transport smoke | transport must be one of sse-h1, ws-h1",
      })
  void refusesAWrongSettingWithASentence(String line, String sentence) {
    Said said = Said.by(line.split(" "));

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains(sentence).doesNotContain("\tat ");
  }

  @Test
  void planIsTheSameForTheSameSeed() {
    String first = Said.by("plan", "--seed", "7").out();

    assertThat(Said.by("plan", "--seed", "7").out()).isEqualTo(first).contains("seed 7.");
  }

  @Test
  void planHoldsATransportOnceHoweverOftenItIsNamed() {
    assertThat(
            Said.by(
                    "plan",
                    "steady",
                    "--transports",
                    "ws-h1,ws-h1",
                    "--blocks",
                    "3",
                    "--no-self-check")
                .out())
        .contains("3 trials");
  }

  @Test
  void planHoldsEachTransportAgainstItselfUnlessToldNotTo() {
    assertThat(Said.by("plan", "steady", "--blocks", "3").out())
        .contains("sse-h1-again", "ws-h2-again", "raw-tcp-again", "30 trials");
    assertThat(Said.by("plan", "steady", "--blocks", "3", "--no-self-check").out())
        .doesNotContain("-again")
        .contains("15 trials");
  }

  @Test
  void listNamesEveryScenarioTransportAndMetric() {
    String out = Said.by("list").out();

    assertThat(out)
        .contains(Scenarios.ALL.stream().map(Scenario::name).toList())
        .contains(Transports.names())
        .contains(Stream.of(Metric.values()).map(Metric::title).toList());
  }

  @Test
  void reportOfAFolderWithoutARunIsWrongUsage() {
    Said said = Said.by("report", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("manifest.json").hasLineCount(1);
  }

  @Test
  void resumeOfAFolderWithoutARunIsWrongUsage() {
    Said said = Said.by("resume", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("manifest.json").hasLineCount(1);
  }

  @Test
  void reportOfARunWithADamagedTrialNamesItsFile() throws IOException {
    ARun.into(folder);
    Path trial = Files.createDirectories(folder.resolve("trials/steady-b01-a1-sse-h1"));
    Files.writeString(trial.resolve("result.json"), "{\"schema\":1,");

    Said said = Said.by("report", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("steady-b01-a1-sse-h1").hasLineCount(1);
  }

  @Test
  void verifyOfAFolderWithoutARunIsWrongUsage() {
    Said said = Said.by("verify", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("manifest.json").hasLineCount(1);
  }

  @Test
  void verifyCallsARunUnfinishedThatHasNoTrial() {
    ARun.into(folder);

    Said said = Said.by("verify", folder.toString());

    assertThat(said.exit()).isEqualTo(4);
    assertThat(said.out()).contains("unfinished: ").contains("planned trials are not there");
  }

  @Test
  void runRefusesAFolderThatHoldsARunAlready() throws IOException {
    ARun.into(folder);

    Said said = Said.by("run", "steady", "--out", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("holds a run already").contains("./bench resume");
    assertThat(List.of(folder.toFile().list())).doesNotContain("trials");
  }

  @Test
  void runRefusesAFolderWithTrialsWhoseManifestIsLost() throws IOException {
    Files.createDirectories(folder.resolve("trials"));

    Said said = Said.by("run", "steady", "--out", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("has lost its manifest").hasLineCount(1);
  }

  @Test
  void runRefusesAPlaceThatItCannotWriteTo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Said said = Said.by("run", "steady", "--out", file.resolve("below").toString());

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err())
        .startsWith("can't write to the folder " + file.resolve("below"))
        .contains("--out")
        .hasLineCount(1);
  }

  @Test
  void reportNamesAManifestThatHoldsNothing() throws IOException {
    ARun.into(folder);
    Files.writeString(folder.resolve("manifest.json"), "null");

    Said said = Said.by("report", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("manifest.json holds nothing").endsWith("start a new run.\n");
  }

  @Test
  void resumeRefusesTrialsOfAnotherPlan() throws IOException {
    ARun.into(folder);
    Path trial = Files.createDirectories(folder.resolve("trials/steady-b01-a1-sse-h1"));
    Files.writeString(
        trial.resolve("result.json"),
        """
        {"schema":2,
         "key":{"scenario":"steady","transport":"sse-h1","block":1,"position":1,"attempt":1,"seed":99},
         "started":"1970-01-01T00:00:00Z","parameters":{},"metrics":{},"samples":{},"fits":{},
         "caveats":[],"voidReasons":[],"environment":"x","files":{}}
        """);

    Said said = Said.by("resume", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("holds a trial of another plan: steady-b01-a1-sse-h1");
  }

  @Test
  void resumeRefusesARunOfAnotherEnvironment() throws IOException {
    ARun.into(folder);
    new Environment(Map.of("os", "another"), Map.of(), Map.of(), Map.of()).save(folder);

    Said said = Said.by("resume", folder.toString());

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err()).contains("another environment").contains("other: os; kernel;");
  }

  @Test
  void resumeRefusesARunOfAnotherBuildOfTheSameCommit() throws IOException {
    ARun.into(folder);
    Environment here = SuiteFacts.environment();
    new Environment(here.machine(), Map.of("code", "another"), here.before(), Map.of())
        .save(folder);

    Said said = Said.by("resume", folder.toString());

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err()).contains("another build of the same commit").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gatling chat --transport bogus | transport must be one of sse-h1, ws-h1",
        "gatling nope --transport sse-h1 | scenario must be one of steady, chat,",
        "gatling chat --transport ws-h2 | Gatling reads over sse-h1, ws-h1, mixed-h1, but not over \"ws-h2\"",
        "gatling flood --transport ws-h1 | Gatling plays users who come and go, and flood has none",
        "gatling mixed --transport ws-h1 | mixed is played on mixed-h1, but --transport is \"ws-h1\"",
        "gatling mixed --crowd | only Gatling reads from a node that serves both",
        "gatling chat --transport ws-h1 --users-per-second 0 | users per second must be above 0",
        "gatling chat --transport ws-h1 --url http://example.org:80 | the URL must name a port of this host",
        "gatling chat --transport ws-h1 --admin-port 8080 | --admin-port is a port from 1 to 65535 of the server of --url, but is 8080 without one",
        "run chat --transports sse-h1 --set turns=2 | only Gatling's users ask more than once",
      })
  void refusesWhatGatlingCannotPlay(String line, String sentence) {
    Said said = Said.by(line.split(" "));

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).startsWith(sentence);
  }

  @Test
  void probesNothingWhereNothingListens() {
    Said said = Said.by("probe", "http://127.0.0.1:9");

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err()).isEqualTo("nothing listens at http://127.0.0.1:9\n");
  }

  @Test
  void refusesAnAddressAtWhichNothingListens() {
    // Port 9 belongs to a service that no system has run for decades.
    Said said = Said.by("gatling", "chat", "--url", "http://127.0.0.1:9");

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err()).startsWith("nothing listens at http://127.0.0.1:9; start a server");
  }
}
