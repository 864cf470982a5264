package twinstream.server;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/// Memory of this process after a full collection.
///
/// @param usedBytes heap in use
/// @param directBytes direct buffers in use
record Heap(long usedBytes, long directBytes) {
  // The second collection takes what the first one's reference processing let go.
  private static final int COLLECTIONS = 2;

  static Heap collect() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Heap(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), direct);
  }

  /// One `name value` pair a line.
  String text() {
    return "heap %d\ndirect %d\n".formatted(usedBytes, directBytes);
  }
}
