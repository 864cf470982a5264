package twinstream.gatling;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one run of a simulation is told, by system properties: Gatling hands a simulation nothing
/// else.
///
/// @param server address of the server, such as `http://127.0.0.1:8080`; null: the simulation
///   starts one in its own process
/// @param transport `sse-h1` or `ws-h1`
/// @param seed of the plan
/// @param seconds time over which users come; the run lasts until the last of them has its reply
/// @param speed how much faster than in the trace they come
/// @param out file for the result; null: it is printed
/// @param isWarmUp true for a run whose numbers are thrown away: its replies are short, and nothing
///   is asserted
record RunSettings(
    @Nullable URI server,
    String transport,
    long seed,
    int seconds,
    double speed,
    @Nullable Path out,
    boolean isWarmUp) {
  /// Set by [GatlingMain] for the run that warms up.
  static final String WARM_UP = "twinstream.warming-up";

  RunSettings {
    if (seconds < 1 || seconds > 86_400) {
      throw new IllegalArgumentException(
          "twinstream.seconds must be from 1 to 86400, but is " + seconds);
    }
  }

  static RunSettings ofSystemProperties() {
    return new RunSettings(
        property("twinstream.url", null, URI::create),
        System.getProperty("twinstream.transport", "sse-h1"),
        Long.getLong("twinstream.seed", 1),
        Integer.getInteger("twinstream.seconds", 30),
        Double.parseDouble(System.getProperty("twinstream.speed", "20")),
        property("twinstream.out", null, Path::of),
        Boolean.getBoolean(WARM_UP));
  }

  private static <T> @Nullable T property(
      String name, @Nullable T otherwise, Function<String, T> parser) {
    String value = System.getProperty(name);
    return value == null ? otherwise : parser.apply(value);
  }
}
