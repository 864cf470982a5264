package twinstream.delivery;

import static twinstream.delivery.SharedHead.utf8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Replies that nobody may go on with, which Redis does not know yet. Bounded; the link's thread
/// only.
final class Untold {
  private final ResumeLimits limits;
  private final LogCounts counts;
  private final Map<Mirror, String> untold = new LinkedHashMap<>();

  Untold(ResumeLimits limits, LogCounts counts) {
    this.limits = limits;
    this.counts = counts;
  }

  /// Tells Redis now or, when it is away, as soon as it is back.
  ///
  /// @param why what remains of the reply: `cancelled` or `gap`
  void tell(RedisLink link, Mirror mirror, String why) {
    if (link.isUp()) {
      send(link, mirror, why);
    } else {
      keep(mirror, why);
    }
  }

  /// Tells all that was kept.
  void tell(RedisLink link) {
    Map<Mirror, String> all = Map.copyOf(untold);
    untold.clear();
    all.forEach((mirror, why) -> send(link, mirror, why));
  }

  private void send(RedisLink link, Mirror mirror, String why) {
    List<byte[]> arguments =
        List.of(
            mirror.owner,
            utf8(Long.toString(limits.keep().toMillis())),
            utf8(why),
            // One that was never heard of may have an older namesake, which must go too.
            utf8(mirror.isOpen() ? "0" : "1"));
    link.call(LogScript.VOID, mirror.reply, arguments)
        .whenComplete((_, failure) -> {
          if (failure != null) {
            keep(mirror, why);
          }
        });
  }

  private void keep(Mirror mirror, String why) {
    untold.put(mirror, why);
    if (untold.size() > limits.replies()) {
      untold.remove(untold.keySet().iterator().next());
      counts.failures.increment();
    }
  }
}
