package twinstream.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// A measurement as three files of one folder, without loss; and one more for each transport of a
/// trial that was read over several.
public final class MeasurementFiles {
  static final String COUNTERS = "measurement.json";
  static final String DISTRIBUTIONS = "distributions.hlog";
  static final String REPLIES = "replies.csv.gz";

  /// The files that every measurement has.
  static final List<String> NAMES = List.of(COUNTERS, DISTRIBUTIONS, REPLIES);

  private static final String SIDE = "distributions-";
  private static final String LOG = ".hlog";

  private MeasurementFiles() {}

  /// Writes the files into the folder, which is made if need be.
  public static void save(Path folder, Measurement measurement) {
    try {
      Files.createDirectories(folder);
      Measurement counters = with(measurement, Map.of(), List.of()).withSides(Map.of());
      Json.write(folder.resolve(COUNTERS), counters);
      DistributionLog.write(
          folder.resolve(DISTRIBUTIONS), measurement.distributions(), measurement.windowNanos());
      ReplyTable.write(folder.resolve(REPLIES), measurement.replies());
      for (var side : measurement.sides().entrySet()) {
        DistributionLog.write(
            folder.resolve(SIDE + side.getKey() + LOG), side.getValue(), measurement.windowNanos());
      }
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
            ReplyTable.read(folder.resolve(REPLIES)))
        .withSides(sides(folder));
  }

  private static Map<String, Map<Distribution, Histogram>> sides(Path folder) {
    Map<String, Map<Distribution, Histogram>> sides = new TreeMap<>();
    for (String name : names(folder)) {
      if (name.startsWith(SIDE)) {
        sides.put(
            name.substring(SIDE.length(), name.length() - LOG.length()),
            DistributionLog.read(folder.resolve(name)));
      }
    }
    return sides;
  }

  /// The files of a measurement that is in a folder, in the order of their names.
  static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAMES.contains(name) || (name.startsWith(SIDE) && name.endsWith(LOG)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        of.timeLine(),
        of.sides(),
        of.fleet());
  }
}
