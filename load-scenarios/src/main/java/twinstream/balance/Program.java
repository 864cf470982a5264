package twinstream.balance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A foreign program, looked for on the `PATH` and where packages put what only root has on it.
public enum Program {
  NGINX("nginx", "nginx", "-v"),
  HAPROXY("haproxy", "haproxy", "-v"),
  REDIS("redis-server", "redis", "--version");

  private static final List<String> FURTHER =
      List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin", "/opt/homebrew/sbin");
  private static final int PATIENCE_SECONDS = 5;
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)*");

  private final String command;
  private final String brewName;
  private final String versionFlag;

  Program(String command, String brewName, String versionFlag) {
    this.command = command;
    this.brewName = brewName;
    this.versionFlag = versionFlag;
  }

  /// What it is called on a command line.
  public String command() {
    return command;
  }

  /// Its file; empty where it is not installed.
  public Optional<Path> find() {
    return in(System.getenv().getOrDefault("PATH", ""));
  }

  /// The same with another `PATH`, behind which no further folder is looked at when it is empty.
  Optional<Path> in(String path) {
    return Stream.concat(
            Arrays.stream(path.split(":")).filter(folder -> !folder.isEmpty()),
            path.isEmpty() ? Stream.of() : FURTHER.stream())
        .map(folder -> Path.of(folder, command))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }

  /// The command that installs it.
  public String install() {
    return "apt install %s; macOS: brew install %s".formatted(command, brewName);
  }

  /// What it means that it is not there.
  Missing missing() {
    return new Missing(command, "%s is not installed (%s)".formatted(command, install()));
  }

  /// Its version, as `1.22.1`.
  ///
  /// @param file from [#find()]
  /// @return `unknown` when it tells none within 5 s
  public String version(Path file) {
    try {
      Process asked =
          new ProcessBuilder(file.toString(), versionFlag)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      try {
        if (!asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return "unknown";
        }
        return versionIn(new String(asked.getInputStream().readAllBytes(), UTF_8));
      } finally {
        asked.destroyForcibly();
      }
    } catch (IOException _) {
      return "unknown";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  /// The first word of digits and dots in what a program says of itself, without what a
  /// distribution adds.
  static String versionIn(String said) {
    var found = VERSION.matcher(said);
    return found.find() ? found.group() : "unknown";
  }
}
