package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import twinstream.result.Environment;
import twinstream.server.ServerMain;
import twinstream.trial.Children;

/// The command line as a process of its own, ended from outside.
@EnabledOnOs(value = OS.LINUX, disabledReason = "sends signals, and finds processes in /proc")
class InterruptTest {
  private static final int SMALL_TRIALS = 2;

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void savesWhatIsFinishedTellsHowToGoOnAndGoesOn() throws Exception {
    Process run = bench(small());
    BufferedReader err = run.errorReader();
    awaitLine(err, "2/2");
    List<ProcessHandle> children = awaitServer(run);

    // Process.destroy would close what is still to be read.
    run.toHandle().destroy();

    assertThat(rest(err))
        .contains(
            "Interrupted: 1 of 2 trials are finished and saved. Go on with: ./bench resume "
                + folder);
    assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(130);
    assertGone(children);
    Environment begun = Environment.load(folder);
    assertThat(begun.after()).isEmpty();

    Process resumed = bench(List.of("resume", folder.toString()));
    String said = rest(resumed.errorReader());
    assertThat(resumed.waitFor(10, TimeUnit.SECONDS)).isTrue();
    // On a busy machine the small trials may be void, which is an answer, too.
    assertThat(resumed.exitValue()).as(said).isIn(Exit.FINE, Exit.INVALID);
    assertThat(Files.exists(folder.resolve("report.html"))).isTrue();
    assertThat(Environment.load(folder).before()).isEqualTo(begun.before());
    assertThat(Environment.load(folder).after()).containsOnlyKeys(begun.before().keySet());
    assertThat(Interrupt.finished(folder)).isGreaterThanOrEqualTo(SMALL_TRIALS);
  }

  @Test
  void leavesNoProcessBehindWhenItIsKilled() throws Exception {
    Process run = bench(small());
    awaitLine(run.errorReader(), "1/2");
    List<ProcessHandle> children = awaitServer(run);

    run.destroyForcibly();

    assertGone(children);
  }

  private List<String> small() {
    return List.of(
        "run",
        "steady",
        "--blocks",
        "1",
        "--no-self-check",
        "--transports",
        "sse-h1,ws-h1",
        "--set",
        "streams=5",
        "--set",
        "opening=0.1",
        "--set",
        "warm=1",
        "--set",
        "window=1",
        "--set",
        "drain=0.5",
        "--set",
        "until-done=0",
        "--out",
        folder.toString());
  }

  private Process bench(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    started.add(process);
    return process;
  }

  private static void awaitLine(BufferedReader err, String part) throws IOException {
    StringBuilder before = new StringBuilder();
    for (String line; (line = err.readLine()) != null; ) {
      before.append(line).append('\n');
      if (line.contains(part)) {
        return;
      }
    }
    assertThat(before.toString()).as("everything that was said").contains(part);
  }

  // All children, once a server is among them.
  private static List<ProcessHandle> awaitServer(Process run) {
    while (Children.of(run.toHandle(), ServerMain.class).isEmpty() && run.isAlive()) {
      Thread.onSpinWait();
    }
    List<ProcessHandle> children = run.descendants().toList();
    assertThat(children).hasSizeGreaterThanOrEqualTo(2);
    return children;
  }

  private static String rest(BufferedReader err) {
    return err.lines().collect(Collectors.joining("\n"));
  }

  private static void assertGone(List<ProcessHandle> children) {
    assertThat(
            CompletableFuture.allOf(
                children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)))
        .succeedsWithin(5, TimeUnit.SECONDS);
  }
}
