package twinstream.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import twinstream.transport.Transports;
import twinstream.trial.TokenBytes;
import twinstream.trial.WireBytes;

/// Exit code 1 says that parts and measured total of a line are not the same.
@Command(
    name = "bytes",
    mixinStandardHelpOptions = true,
    description =
        "Prints what a token takes on the wire, part by part and as a live server counts.")
final class BytesCommand implements Callable<Integer> {
  private static final String ROW = "%-9s %-9s %8s %9s %7s %8s %8s %7s %9s %9s  %s%n";

  @Option(names = "--tls", description = "Over TLS.")
  boolean tls;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many tokens are counted (default: ${DEFAULT-VALUE}).")
  int tokens;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var counted = new WireBytes(tls, tokens);
    // Side by side: they wait for due times most of the while.
    List<TokenBytes> lines =
        Transports.names().parallelStream()
            .flatMap(transport -> counted.of(transport).stream())
            .toList();
    out.printf(
        Locale.ROOT,
        "Bytes per token, means of %,d tokens of the corpus%s%n%n",
        tokens,
        tls ? ", over TLS" : "");
    out.printf(
        ROW,
        "transport",
        "envelope",
        "text",
        "envelope",
        "event",
        "id line",
        "carrier",
        "TLS",
        "sum",
        "measured",
        "");
    lines.forEach(line -> print(out, line));
    out.println();
    out.println(
        "event: what makes it an event, a WebSocket frame or a length-prefixed message; "
            + "carrier: the chunk of HTTP/1.1 or the DATA frame of HTTP/2.");
    long wrong = lines.stream().filter(line -> !line.agrees()).count();
    out.println(
        wrong == 0
            ? "The parts add up to what the live servers wrote."
            : wrong + " lines do not add up to what the live servers wrote: a part is wrong.");
    return wrong == 0 ? Exit.FINE : Exit.OUR_BUG;
  }

  private static void print(PrintWriter out, TokenBytes line) {
    out.printf(
        ROW,
        line.transport(),
        line.of().wireName(),
        bytes(line.text()),
        bytes(line.envelope()),
        bytes(line.event()),
        bytes(line.idLine()),
        bytes(line.carrier()),
        bytes(line.tls()),
        bytes(line.computed()),
        bytes(line.measured()),
        line.agrees() ? "" : "differ");
  }

  private static String bytes(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
