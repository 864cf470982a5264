package twinstream.report;

import java.util.function.ToLongFunction;
import twinstream.result.MemoryLevel;
import twinstream.result.Metric;

/// The kinds of memory of a ladder that are drawn.
enum Ladder {
  HEAP("heap after a collection", Metric.HEAP_PER_STREAM),
  DIRECT("direct buffers", Metric.DIRECT_PER_STREAM),
  RESIDENT("resident set", Metric.RSS_PER_STREAM),
  KERNEL("kernel socket buffers", Metric.KERNEL_PER_STREAM);

  private final String title;
  private final Metric metric;

  Ladder(String title, Metric metric) {
    this.title = title;
    this.metric = metric;
  }

  String title() {
    return title;
  }

  /// The metric that is its slope.
  Metric metric() {
    return metric;
  }

  ToLongFunction<MemoryLevel> bytes() {
    return switch (this) {
      case HEAP -> MemoryLevel::heapBytes;
      case DIRECT -> MemoryLevel::directBytes;
      case RESIDENT -> MemoryLevel::residentBytes;
      case KERNEL -> MemoryLevel::kernelSocketBytes;
    };
  }
}
