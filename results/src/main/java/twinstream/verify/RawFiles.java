package twinstream.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;

/// Reads the files of a run without the code that wrote them, but for the shapes of their records.
final class RawFiles {
  static final String RESULT = "result.json";
  static final String COUNTERS = "measurement.json";
  static final String DISTRIBUTIONS = "distributions.hlog";
  static final String REPLIES = "replies.csv.gz";

  /// Columns of the table of replies, one for each component of a [ReplyRow].
  private static final List<String> COLUMNS =
      List.of(
          "seed,arrival,sent,connected,headers,origin,first,last,first_token_delay,asked,received,stalls,deadlines_met,deadlines_missed,left,produced,last_produced,outcome"
              .split(",", -1));

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private RawFiles() {}

  /// @throws IOException if it is missing, or is no such value and nothing else
  static <T> T json(Path file, Class<T> type) throws IOException {
    try {
      T value = JSON.readValue(Files.readString(file), type);
      if (value == null) {
        throw new IOException("holds nothing");
      }
      return value;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("is no " + type.getSimpleName(), e);
    }
  }

  static Map<Distribution, Buckets> distributions(Path file) throws IOException {
    Map<Distribution, Buckets> distributions = new EnumMap<>(Distribution.class);
    try (var log = new HistogramLogReader(file.toFile())) {
      while (log.hasNext()) {
        var line = log.nextIntervalHistogram();
        if (line == null) {
          break; // nothing but comments was left
        }
        if (!(line instanceof Histogram histogram)) {
          throw new IOException("has a line that is no histogram of whole numbers");
        }
        var tag =
            Arrays.stream(Distribution.values())
                .filter(known -> known.tag().equals(histogram.getTag()))
                .findFirst()
                .orElseThrow(() -> new IOException("has the unknown tag " + histogram.getTag()));
        if (distributions.put(tag, Buckets.of(histogram)) != null) {
          throw new IOException("has the tag " + tag.tag() + " twice");
        }
      }
    } catch (RuntimeException e) {
      throw new IOException("is no complete histogram log", e);
    }
    return distributions;
  }

  static List<ReplyRow> replies(Path file) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      if (!String.join(",", COLUMNS).equals(in.readLine())) {
        throw new IOException("has another header than " + String.join(",", COLUMNS));
      }
      List<ReplyRow> rows = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.add(row(line.split(",", -1)));
      }
      return rows;
    } catch (NumberFormatException e) {
      throw new IOException("has a cell that is no number", e);
    }
  }

  private static ReplyRow row(String[] cells) throws IOException {
    if (cells.length != COLUMNS.size()) {
      throw new IOException("has a row of " + cells.length + " cells");
    }
    long[] times = new long[cells.length - 1];
    for (int i = 0; i < times.length; i++) {
      long none = COLUMNS.get(i).equals("produced") ? ReplyRow.UNKNOWN : ReplyRow.NEVER;
      times[i] = cells[i].isEmpty() ? none : Long.parseLong(cells[i]);
    }
    return new ReplyRow(
        times[0],
        times[1],
        times[2],
        times[3],
        times[4],
        times[5],
        times[6],
        times[7],
        times[8],
        (int) times[9],
        (int) times[10],
        (int) times[11],
        (int) times[12],
        (int) times[13],
        times[14],
        (int) times[15],
        times[16],
        cells[17]);
  }

  /// SHA-256 in lower-case hexadecimal digits.
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
