package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// A measurement as three files of one folder, without loss.
public final class MeasurementFiles {
  static final String COUNTERS = "measurement.json";
  static final String DISTRIBUTIONS = "distributions.hlog";
  static final String REPLIES = "replies.csv.gz";

  /// All files of a measurement.
  static final List<String> NAMES = List.of(COUNTERS, DISTRIBUTIONS, REPLIES);

  private MeasurementFiles() {}

  /// Writes the files into the folder, which is made if need be.
  public static void save(Path folder, Measurement measurement) {
    try {
      Files.createDirectories(folder);
      Measurement counters = with(measurement, Map.of(), List.of());
      Json.write(folder.resolve(COUNTERS), counters);
      DistributionLog.write(
          folder.resolve(DISTRIBUTIONS), measurement.distributions(), measurement.windowNanos());
      ReplyTable.write(folder.resolve(REPLIES), measurement.replies());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws DamagedRunException if a file is missing or not whole
  public static Measurement load(Path folder) {
    Measurement counters = Json.read(folder.resolve(COUNTERS), Measurement.class);
    return with(
        counters,
        DistributionLog.read(folder.resolve(DISTRIBUTIONS)),
        ReplyTable.read(folder.resolve(REPLIES)));
  }

  private static Measurement with(
      Measurement of, Map<Distribution, Histogram> distributions, List<ReplyRow> replies) {
    return new Measurement(
        of.windowNanos(),
        of.edgeErrorNanos(),
        of.slo(),
        distributions,
        of.tokens(),
        of.smoothness(),
        of.connections(),
        of.server(),
        of.crowd(),
        of.counters(),
        of.surroundings(),
        of.clock(),
        of.slices(),
        of.memoryLevels(),
        replies,
        of.live(),
        of.interruptions(),
        of.footprint(),
        of.timeLine());
  }
}
