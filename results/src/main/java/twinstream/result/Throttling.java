package twinstream.result;

import java.nio.file.Path;

/// What quotas of control groups took from this process, its own and those above it.
public final class Throttling {
  private Throttling() {}

  /// Nanoseconds since the groups began, of the group that lost most; zero where the system does
  /// not tell.
  ///
  /// @param root of the file system; another folder in tests
  public static long nanos(Path root) {
    return new GroupFacts(new SystemFiles(root)).throttledNanos();
  }
}
