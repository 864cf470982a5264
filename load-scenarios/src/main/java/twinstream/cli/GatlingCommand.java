package twinstream.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "gatling",
    mixinStandardHelpOptions = true,
    description = "Drives a server with Gatling's users.")
final class GatlingCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SCENARIO", description = "chat")
  String scenario = "chat";

  @Override
  public Integer call() {
    return Suite.java(List.of());
  }
}
