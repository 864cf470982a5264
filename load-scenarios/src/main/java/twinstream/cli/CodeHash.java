package twinstream.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// SHA-256 over what a run executes: names and contents of everything on the class path, in its
/// order. Where a file lies and when it was written change nothing.
final class CodeHash {
  private static final String OUR_ARCHIVES = "twinstream-";

  private final MessageDigest digest;

  private CodeHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// Of this process, whose class path its children share; `unknown` where it can't be read.
  static String ofClassPath() {
    String classPath = System.getProperty("java.class.path", "");
    try {
      return of(
          Stream.of(classPath.split(File.pathSeparator))
              .filter(entry -> !entry.isEmpty())
              .map(Path::of)
              .toList());
    } catch (UncheckedIOException _) {
      return "unknown";
    }
  }

  /// @param entries folders and archives; one that is not there counts as empty, as for the JVM
  /// @throws UncheckedIOException if one can't be read
  static String of(List<Path> entries) {
    var hash = new CodeHash();
    try {
      for (Path entry : entries) {
        hash.addEntry(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  // A library's archive is the one that was published. Ours are packed by each build, and hold the
  // time of that.
  private void addEntry(Path entry) throws IOException {
    String name = String.valueOf(entry.getFileName());
    if (Files.isDirectory(entry)) {
      addFolder(entry);
    } else if (!Files.exists(entry)) {
      add("", new byte[0]);
    } else if (name.startsWith(OUR_ARCHIVES)) {
      addArchive(entry);
    } else {
      add(name, Files.readAllBytes(entry));
    }
  }

  private void addFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(
            folder.relativize(file).toString().replace(File.separatorChar, '/'),
            Files.readAllBytes(file));
      }
    }
  }

  private void addArchive(Path archive) throws IOException {
    add(String.valueOf(archive.getFileName()), new byte[0]);
    try (var zip = new ZipFile(archive.toFile())) {
      List<? extends ZipEntry> files =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .sorted((first, second) -> first.getName().compareTo(second.getName()))
              .toList();
      for (ZipEntry file : files) {
        try (InputStream in = zip.getInputStream(file)) {
          add(file.getName(), in.readAllBytes());
        }
      }
    }
  }

  // With lengths, so that a byte can't move from a name to a content unseen.
  private void add(String name, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    digest.update(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(nameBytes.length)
            .putLong(content.length)
            .flip());
    digest.update(nameBytes);
    digest.update(content);
  }
}
