package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What docs/cases.md says is played here is what is played here.
class CasesPageTest {
  private static final Path PAGE = Path.of("../docs/cases.md");

  @Test
  void countsEachCaseWhereItIsPlayed() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String transport : List.of("ws-h1", "ws-h2")) {
      rows.add(frames("echo", transport, "a server that echoes"));
      rows.add(frames("product", transport, "the server itself"));
    }
    int handshakes = HandshakeCasesTest.CASES.size();
    for (String transport : List.of("ws-h1", "ws-h2")) {
      rows.add(row("handshakes", transport + " over HTTP/1.1", handshakes, handshakes, "none"));
    }
    long tunnels = HandshakeCasesTest.tunnels().count();
    rows.add(row("handshakes", "ws-h2 by extended CONNECT", tunnels, handshakes, "none"));
    int values = WriterCases.ALL.size();
    long written = WriterCasesTest.writable().count();
    rows.add(row("values for writers", "the event writer, as text", written, values, "none"));
    long tokens = WriterCasesTest.sendable().count();
    rows.add(row("values for writers", "the event writer, as tokens", tokens, values, "none"));
    long sent = LiveWriterCasesTest.sendable().count();
    for (String transport : LiveWriterCasesTest.TRANSPORTS) {
      rows.add(row("values for writers", "a running " + transport, sent, values, "none"));
    }
    int streams = Cases.of("sse-cases.json", "cases").size();
    long read = StrictEventsTest.streams().count();
    rows.add(row("event streams", "the reader that judges the writer", read, streams, "none"));

    assertThat(Files.readAllLines(PAGE))
        .filteredOn(line -> line.startsWith("| servers |"))
        .containsExactlyElementsOf(rows);
  }

  private static String frames(String profile, String transport, String host) {
    List<FrameCase> played =
        FrameCasesTest.played()
            .filter(one -> one.get()[0].equals(profile) && one.get()[1].equals(transport))
            .map(one -> (FrameCase) one.get()[2])
            .toList();
    String pinned =
        played.stream()
            .map(FrameCase::id)
            .filter(id -> FrameCasesTest.DIFFERENCES.containsKey(profile + " " + id))
            .collect(Collectors.joining(", "));
    return row("frames", host + ", " + transport, played.size(), FrameCase.all().size(), pinned);
  }

  private static String row(String cases, String host, long played, int all, String pinned) {
    return "| servers | %s | %s | %d of %d | %s |".formatted(cases, host, played, all, pinned);
  }
}
