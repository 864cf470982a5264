package twinstream.scenario;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twinstream.balance.Balancers;

/// How many servers serve the readers of a trial, what stands before them, what each may use, and
/// what happens to them in the window.
///
/// @param count servers, 1 to 8
/// @param balancer what spreads the readers over them; [Balancers#READER] for the readers
///   themselves
/// @param sticky true when a reader that comes back asks the server that it had asked first
/// @param limit what holds each of them to a fixed size
/// @param quotaCores of a core that each may use under a quota; all together at most 0.8
/// @param admission connections that each accepts where there is no quota
/// @param happening what happens to them
public record Nodes(
    int count,
    String balancer,
    boolean sticky,
    Limit limit,
    double quotaCores,
    int admission,
    Happening happening) {
  /// Setting that says how many there are.
  public static final String COUNT = "nodes";

  private static final int MOST = 8;
  private static final double MOST_CORES = 0.8;
  // A millisecond of a period of ten, which is the least that the kernel grants.
  private static final double LEAST_CORES = 0.1;

  /// One server that is left alone.
  public static final Nodes ONE =
      new Nodes(1, Balancers.READER, false, Limit.NONE, 0, 0, new Happening.Nothing());

  /// What holds each server to a fixed size.
  public enum Limit {
    /// Nothing but its cores.
    NONE,
    /// A CPU quota from the end of the warm-up on, where control groups can be written.
    QUOTA,
    /// So many connections.
    ADMISSION,
    /// A quota where it can be had, admission elsewhere.
    AUTO;

    static Limit of(String name) {
      return Stream.of(values())
          .filter(limit -> limit.lowerCase().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "limit must be one of %s, but is \"%s\""
                      .formatted(
                          Stream.of(values())
                              .map(Limit::lowerCase)
                              .collect(Collectors.joining(", ")),
                          name)));
    }

    private String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What happens to the servers in the window.
  public sealed interface Happening {

    /// They go on.
    record Nothing() implements Happening {}

    /// Some come later than the others.
    ///
    /// @param late how many; fewer than there are in all
    /// @param after when they come, from the start of the window
    record Join(int late, Duration after) implements Happening {}

    /// Each is asked to stop, and another one takes its place when it has; one after the other.
    ///
    /// @param after when the first is asked, from the start of the window
    /// @param drain how long each has to bring its replies to an end
    record Restart(Duration after, Duration drain) implements Happening {}

    /// The first is killed, and does not come again.
    ///
    /// @param after when, from the start of the window
    record Kill(Duration after) implements Happening {}
  }

  public Nodes {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "nodes must be a whole number from 1 to %d, but is %d".formatted(MOST, count));
    }
    var _ = Balancers.named(balancer);
    if (limit != Limit.NONE && count * quotaCores > MOST_CORES + 1e-9) {
      throw new IllegalArgumentException(
          "node-quota must be at most %s of a core for all nodes together, but is %s for each of %d"
              .formatted(MOST_CORES, quotaCores, count));
    }
    if (happening instanceof Happening.Join(int late, _) && late >= count) {
      throw new IllegalArgumentException(
          "joining must be less than nodes (%d), but is %d".formatted(count, late));
    }
    if (needsTwo(happening) && count < 2) {
      throw new IllegalArgumentException(
          "nodes must be at least 2 where one of them goes away, but is " + count);
    }
  }

  private static boolean needsTwo(Happening happening) {
    return switch (happening) {
      case Happening.Restart _, Happening.Kill _ -> true;
      case Happening.Nothing _, Happening.Join _ -> false;
    };
  }

  /// @param settings of a scenario; what it does not name is as in [#ONE]
  /// @throws IllegalArgumentException naming setting, rule and value
  static Nodes of(Settings settings) {
    Map<String, String> values = settings.values();
    if (!values.containsKey(COUNT)) {
      return ONE;
    }
    boolean limited = values.containsKey("limit");
    return new Nodes(
        settings.whole(COUNT, 1, MOST),
        values.getOrDefault("balancer", Balancers.READER),
        isSticky(values),
        limited ? Limit.of(values.getOrDefault("limit", "")) : Limit.NONE,
        limited ? settings.number("node-quota", LEAST_CORES, MOST_CORES) : 0,
        limited ? settings.whole("admission", 1, 19_000) : 0,
        happening(settings));
  }

  private static boolean isSticky(Map<String, String> values) {
    String state = values.getOrDefault(Factors.STATE, "node");
    return switch (state) {
      case "node", "shared" -> false;
      case "sticky" -> true;
      default ->
          throw new IllegalArgumentException(
              "%s must be node, sticky or shared, but is \"%s\"".formatted(Factors.STATE, state));
    };
  }

  private static Happening happening(Settings settings) {
    Map<String, String> values = settings.values();
    if (values.containsKey("joining")) {
      return new Happening.Join(
          settings.whole("joining", 0, MOST - 1), settings.seconds("join-after", 0, 600));
    }
    if (values.containsKey("node-drain")) {
      return new Happening.Restart(
          settings.seconds("restart-after", 0, 600), settings.seconds("node-drain", 0.1, 60));
    }
    if (values.containsKey("kill-after")) {
      return new Happening.Kill(settings.seconds("kill-after", 0, 600));
    }
    return new Happening.Nothing();
  }

  /// True for one server with nothing before it that is left alone: the usual trial.
  public boolean isPlain() {
    return equals(ONE);
  }

  /// True when servers end inside the window.
  public boolean loses() {
    return needsTwo(happening);
  }
}
