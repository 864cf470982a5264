package twinstream.balance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/// A Redis server of our own on 127.0.0.1 that keeps nothing on disk: the one that is installed,
/// else the one that the library `embedded-redis` brings along.
public final class RedisProcess implements AutoCloseable {
  private final Companion companion;
  private final String version;
  private final boolean brought;

  private RedisProcess(Companion companion, String version, boolean brought) {
    this.companion = companion;
    this.version = version;
    this.brought = brought;
  }

  /// Starts one and waits until it listens.
  ///
  /// @throws MissingProgramException when none is installed and the library has none for this
  ///   system
  /// @throws CompanionFailure when it does not come up
  public static RedisProcess start() {
    return start(Program.REDIS.find());
  }

  /// @param installed empty for the one that the library brings
  static RedisProcess start(Optional<Path> installed) {
    if (installed.isPresent()) {
      return started(installed.get(), false);
    }
    Path folder = folder();
    try {
      return started(unpacked(folder), true);
    } finally {
      // A running program needs its file no longer.
      deleteAll(folder);
    }
  }

  private static RedisProcess started(Path file, boolean brought) {
    String version = Program.REDIS.version(file);
    var companion =
        Companion.start(
            "redis-server",
            1,
            (folder, ports) ->
                List.of(
                    file.toString(),
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(ports.getFirst()),
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--dir",
                    folder.toString()));
    return new RedisProcess(companion, version, brought);
  }

  private static Path unpacked(Path folder) {
    try {
      Path file = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
      if (file.toFile().setExecutable(true, true)) {
        return file;
      }
    } catch (IOException | RuntimeException _) {
      // It has none for this system, and says so in one of several ways.
    }
    throw new MissingProgramException(Program.REDIS.missing());
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("twinstream-redis");
    } catch (IOException e) {
      throw new UncheckedIOException("can't unpack redis-server", e);
    }
  }

  private static void deleteAll(Path folder) {
    java.io.File @Nullable [] files = folder.toFile().listFiles();
    for (java.io.File file : files == null ? new java.io.File[0] : files) {
      file.delete();
    }
    folder.toFile().delete();
  }

  public int port() {
    return companion.port(0);
  }

  /// The server's own process.
  public long pid() {
    return companion.pid();
  }

  /// As `7.0.15`.
  public String version() {
    return version;
  }

  /// True where none was installed, and the library's own runs.
  public boolean isBrought() {
    return brought;
  }

  /// Calls an action when it has ended, however that came about.
  public void whenEnded(Runnable action) {
    companion.whenEnded(action);
  }

  public boolean isAlive() {
    return companion.isAlive();
  }

  /// Ends it, and all that it holds.
  @Override
  public void close() {
    companion.close();
  }
}
