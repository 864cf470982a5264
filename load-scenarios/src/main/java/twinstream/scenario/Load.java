package twinstream.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import twinstream.result.TrialKind;
import twinstream.workload.Workload;

/// What a crowd does in a trial.
public sealed interface Load {

  /// Name of the kind in result files, which decides what must have been measured.
  String kind();

  /// How long a trial takes once both processes are up, at most.
  Duration atMost();

  /// Replies whose tokens have due times, asked for on a schedule of their own.
  ///
  /// @param warm from the first arrival to the window
  /// @param window what is measured
  /// @param drain longest wait for the window's replies after it: until their first tokens have
  ///   come, or their last
  /// @param untilDone true to wait for the last tokens of the window's replies
  /// @param patience which readers are interrupted before the end of their reply
  /// @param turns how often each of them asks
  /// @param purpose what the trial must have produced
  record Paced(
      Workload workload,
      Duration warm,
      Duration window,
      Duration drain,
      boolean untilDone,
      Patience patience,
      Turns turns,
      TrialKind purpose)
      implements Load {

    /// Whose schedule is to be kept.
    public Paced(
        Workload workload,
        Duration warm,
        Duration window,
        Duration drain,
        boolean untilDone,
        Patience patience,
        Turns turns) {
      this(workload, warm, window, drain, untilDone, patience, turns, TrialKind.PACED);
    }

    @Override
    public String kind() {
      return purpose.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Duration atMost() {
      return warm.plus(window).plus(drain);
    }
  }

  /// Streams that get tokens as fast as flow control lets, one reply after the other.
  record Flooded(Workload workload, Duration warm, Duration window) implements Load {
    @Override
    public String kind() {
      return "flood";
    }

    @Override
    public Duration atMost() {
      return warm.plus(window);
    }
  }

  /// Silent streams, more and more; memory is read at each level.
  ///
  /// @param levels open streams, ascending, at least five
  /// @param settle wait at each level before memory is read
  record Ladder(List<Integer> levels, Duration settle) implements Load {
    private static final Duration PER_LEVEL = Duration.ofMillis(700);

    public Ladder {
      levels = List.copyOf(levels);
      if (levels.size() < 5) {
        throw new IllegalArgumentException(
            "levels must be at least 5 for a slope with an interval, but are " + levels.size());
      }
    }

    @Override
    public String kind() {
      return "ladder";
    }

    @Override
    public Duration atMost() {
      return settle.plus(PER_LEVEL).multipliedBy(levels.size());
    }
  }
}
