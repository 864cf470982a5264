package twinstream.result;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The replies of one trial as compressed CSV, one row each, nanoseconds from the start of the
/// window. An empty cell is an event that did not happen. [GZIPOutputStream] writes no time stamp,
/// so the same rows give the same bytes.
final class ReplyTable {
  private static final String HEADER =
      "seed,arrival,sent,connected,headers,origin,first,last,first_token_delay,asked,received,"
          + "stalls,deadlines_met,deadlines_missed,left,produced,last_produced,outcome";
  private static final int COLUMNS = HEADER.split(",", -1).length;

  private ReplyTable() {}

  static void write(Path file, List<ReplyRow> replies) throws IOException {
    try (var out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      out.write(HEADER + "\n");
      for (var reply : replies) {
        out.write(line(reply) + "\n");
      }
    }
  }

  /// @throws DamagedRunException if the table is cut short or a row is not one
  static List<ReplyRow> read(Path file) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      if (!HEADER.equals(in.readLine())) {
        throw new IOException("unknown header");
      }
      return in.lines().map(ReplyTable::row).toList();
    } catch (IOException | RuntimeException e) {
      throw new DamagedRunException(file, "is no complete table of replies", e);
    }
  }

  private static String line(ReplyRow reply) {
    return Stream.of(
                reply.seed(),
                time(reply.arrival()),
                time(reply.sent()),
                time(reply.connected()),
                time(reply.headers()),
                time(reply.origin()),
                time(reply.first()),
                time(reply.last()),
                reply.firstTokenDelay(),
                reply.asked(),
                reply.received(),
                reply.stalls(),
                reply.deadlinesMet(),
                reply.deadlinesMissed(),
                time(reply.left()),
                reply.produced() == ReplyRow.UNKNOWN ? "" : reply.produced(),
                time(reply.lastProduced()))
            .map(Object::toString)
            .collect(Collectors.joining(","))
        + ","
        + reply.outcome();
  }

  private static ReplyRow row(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException("row of " + cells.length + " cells: " + line);
    }
    return new ReplyRow(
        Long.parseLong(cells[0]),
        time(cells[1]),
        time(cells[2]),
        time(cells[3]),
        time(cells[4]),
        time(cells[5]),
        time(cells[6]),
        time(cells[7]),
        Long.parseLong(cells[8]),
        Integer.parseInt(cells[9]),
        Integer.parseInt(cells[10]),
        Integer.parseInt(cells[11]),
        Integer.parseInt(cells[12]),
        Integer.parseInt(cells[13]),
        time(cells[14]),
        cells[15].isEmpty() ? ReplyRow.UNKNOWN : Integer.parseInt(cells[15]),
        time(cells[16]),
        cells[17]);
  }

  private static String time(long nanos) {
    return nanos == ReplyRow.NEVER ? "" : Long.toString(nanos);
  }

  private static long time(String cell) {
    return cell.isEmpty() ? ReplyRow.NEVER : Long.parseLong(cell);
  }
}
