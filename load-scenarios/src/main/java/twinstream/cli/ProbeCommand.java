package twinstream.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.probe.Probe;
import twinstream.probe.ProbeReport;
import twinstream.probe.ProbeRequest;
import twinstream.probe.Sentence;

@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = {
      "Asks anybody's endpoint, SSE or WebSocket, and says whether it streams, and which setting mends what does not.",
      "Exit code 99: something has to be mended; 4: too little came to say."
    })
final class ProbeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "URL", description = "http, https, ws or wss.")
  String url = "";

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Leaves after this (default: ${DEFAULT-VALUE}); to see time-outs, 75 or more.")
  int seconds;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "Header of the request, may be repeated.")
  List<String> headers = new ArrayList<>();

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "Method of the request (default: GET, with --data POST).")
  @Nullable String method;

  @Option(names = "--data", paramLabel = "BODY", description = "Body of the request.")
  @Nullable String data;

  @Option(names = "--send", paramLabel = "TEXT", description = "First message to a WebSocket.")
  @Nullable String send;

  @Option(
      names = "--compare",
      paramLabel = "URL",
      description = "The same endpoint without the proxy before it: tells which of them it is.")
  @Nullable String compare;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    URI address = ProbeRequest.address(url);
    URI direct = compare == null ? null : ProbeRequest.address(compare);
    if (direct != null && isUpgrade(direct) != isUpgrade(address)) {
      throw new IllegalArgumentException(
          "--compare must be of the same kind as the URL, both WebSockets or none, but is "
              + compare);
    }
    var request =
        new ProbeRequest(
            address,
            Duration.ofSeconds(seconds),
            headers.stream().map(ProbeRequest.Header::of).toList(),
            method == null ? (data == null ? "GET" : "POST") : method.toUpperCase(Locale.ROOT),
            data,
            send);
    ProbeReport report = Probe.of(request, direct);
    PrintWriter out = spec.commandLine().getOut();
    for (Sentence sentence : report.sentences()) {
      out.printf(
          "%-5s %s%n", sentence.level().toString().toLowerCase(Locale.ROOT), sentence.text());
      sentence.mends().forEach(setting -> out.printf("      To mend it: %s%n", setting));
    }
    out.println(
        switch (report.verdict()) {
          case STREAMS -> "Streams well.";
          case MEND -> "Does not stream as it should.";
          case UNJUDGED -> "Too little came to say.";
        });
    out.flush();
    return switch (report.verdict()) {
      case STREAMS -> Exit.FINE;
      case MEND -> Exit.THRESHOLD_MISSED;
      case UNJUDGED -> Exit.INVALID;
    };
  }

  private static boolean isUpgrade(URI address) {
    return address.getScheme().toLowerCase(Locale.ROOT).startsWith("ws");
  }
}
