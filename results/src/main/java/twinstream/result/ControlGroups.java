package twinstream.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The control groups that one controller has this process in (cgroups(7)): its own, and those
/// above it as far as the mount shows them. A limit of any of them holds for the process.
///
/// @param version 1 or 2, 0 where the system does not tell
/// @param folders of the groups that are there, its own first
record ControlGroups(SystemFiles files, int version, List<String> folders) {
  private static final String MOUNT = "sys/fs/cgroup";

  /// A controller that version 1 has is not in version 2, on a system that mounts both.
  static ControlGroups of(SystemFiles files, String controller) {
    String unified = "";
    for (String line : files.lines("proc/self/cgroup")) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
        return new ControlGroups(files, 1, upwards(files, MOUNT + "/" + controller, parts[2]));
      }
      unified = line.startsWith("0::") ? parts[2] : unified;
    }
    if (unified.isEmpty() || !files.has(MOUNT + "/cgroup.controllers")) {
      return new ControlGroups(files, 0, List.of());
    }
    return new ControlGroups(files, 2, upwards(files, MOUNT, unified));
  }

  // Inside a container the path may be one that only the host can see: what is there counts.
  private static List<String> upwards(SystemFiles files, String mount, String path) {
    List<String> folders = new ArrayList<>();
    for (Path at = Path.of("/").resolve(path).normalize(); at != null; at = at.getParent()) {
      String folder = at.getNameCount() == 0 ? mount : mount + at;
      if (files.has(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  boolean told() {
    return !folders.isEmpty();
  }

  /// First lines of a file in each group that has it, the process's own group first.
  List<String> lines(String file) {
    return folders.stream()
        .map(folder -> files.line(folder + "/" + file))
        .filter(line -> !line.equals(SystemFiles.UNKNOWN))
        .toList();
  }

  /// A counter of a file with one a line, the largest of all groups: the group that holds the quota
  /// counts for those below it.
  OptionalLong largest(String file, String counter) {
    return folders.stream()
        .flatMapToLong(
            folder -> files.numberBehind(folder + "/" + file, counter + " ", counter).stream())
        .max();
  }

  /// The first of some files that any group has, the process's own group first.
  String nearest(String... names) {
    return Stream.of(names)
        .flatMap(name -> lines(name).stream())
        .findFirst()
        .orElse(SystemFiles.UNKNOWN);
  }
}
