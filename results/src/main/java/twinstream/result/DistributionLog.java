package twinstream.result;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/// The distributions of one trial as an HdrHistogram log, format 1.3: one tagged line for each,
/// over the whole window. Any tool that reads such logs can read it.
final class DistributionLog {
  private DistributionLog() {}

  static void write(Path file, Map<Distribution, Histogram> distributions, long windowNanos)
      throws IOException {
    try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      var log = new HistogramLogWriter(out);
      log.outputComment(
          "[unit=ns, one line per distribution over the window; the max column is in ms]");
      log.outputLogFormatVersion();
      log.outputLegend();
      for (var distribution : Distribution.values()) {
        var histogram = distributions.get(distribution);
        if (histogram != null) {
          Histogram line = histogram.copy();
          line.setTag(distribution.tag());
          log.outputIntervalHistogram(0, windowNanos / 1e9, line);
        }
      }
      if (out.checkError()) {
        throw new IOException("cannot write " + file);
      }
    }
  }

  /// @throws DamagedRunException if a line does not decode
  static Map<Distribution, Histogram> read(Path file) {
    Map<Distribution, Histogram> distributions = new EnumMap<>(Distribution.class);
    try (var log = new HistogramLogReader(file.toFile())) {
      while (log.hasNext()) {
        EncodableHistogram next = log.nextIntervalHistogram();
        if (next instanceof Histogram histogram) {
          distributions.put(byTag(file, histogram.getTag()), histogram);
        }
      }
    } catch (DamagedRunException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new DamagedRunException(file, "is no complete histogram log", e);
    }
    return Collections.unmodifiableMap(distributions);
  }

  private static Distribution byTag(Path file, String tag) {
    for (var distribution : Distribution.values()) {
      if (distribution.tag().equals(tag)) {
        return distribution;
      }
    }
    throw new DamagedRunException(file, "has the unknown tag " + tag);
  }
}
