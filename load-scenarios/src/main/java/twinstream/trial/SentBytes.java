package twinstream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Holds the server's own count of the bytes that it wrote against the kernel's, in the midst of
/// the window, over all connections that are open then, at a moment when nothing is sent. The
/// kernel's comes from `ss`, which is part of iproute2.
public final class SentBytes implements Planting {
  private static final long AFTER_MILLIS = 2_500;
  private static final int TRIES = 20;
  private static final Pattern SENT = Pattern.compile("\\bbytes_sent:(\\d+)");

  private int port;
  private @Nullable AdminClient admin;
  private @Nullable CompletableFuture<OptionalDouble> ratio;

  @Override
  public void started(Processes processes) {
    port = processes.serverPort();
    admin = new AdminClient(processes.adminPort());
  }

  @Override
  public void phase(String phase) {
    if (phase.startsWith("window")) {
      ratio =
          CompletableFuture.supplyAsync(
              this::measured,
              CompletableFuture.delayedExecutor(AFTER_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  /// The server's count over the kernel's; nothing where `ss` is missing or tells no bytes.
  public OptionalDouble ratio() {
    return ratio == null ? OptionalDouble.empty() : ratio.join();
  }

  // Where bytes flow meanwhile the two counts are of two moments: it is tried again.
  private OptionalDouble measured() {
    for (int i = 0; admin != null && i < TRIES; i++) {
      long before = admin.scrape().counters().bytes();
      long kernels = kernels();
      long after = admin.scrape().counters().bytes();
      if (kernels == 0) {
        return OptionalDouble.empty();
      }
      if (before == after || i == TRIES - 1) {
        return OptionalDouble.of((before + after) / 2.0 / kernels);
      }
    }
    return OptionalDouble.empty();
  }

  private long kernels() {
    try {
      Process ss =
          new ProcessBuilder("ss", "-tinH", "state", "established", "sport", "=", ":" + port)
              .redirectErrorStream(true)
              .start();
      String text = new String(ss.getInputStream().readAllBytes(), UTF_8);
      return SENT.matcher(text).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    } catch (IOException _) {
      return 0;
    }
  }
}
