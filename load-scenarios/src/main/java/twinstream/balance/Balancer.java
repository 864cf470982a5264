package twinstream.balance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A way to spread streams over nodes.
///
/// @param name as in settings; its configuration is the resource of that name with `.conf`
/// @param program what has to be installed; null where the reader itself chooses
/// @param meaning for people
public record Balancer(String name, @Nullable Program program, String meaning) {

  /// True where a process stands between readers and nodes.
  public boolean hasProcess() {
    return program != null;
  }

  /// What has to be installed before it can be started; empty where nothing is missing.
  public Optional<Missing> missing() {
    return program == null || program.find().isPresent()
        ? Optional.empty()
        : Optional.of(program.missing());
  }
}
