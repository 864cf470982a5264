package twinstream.cli;

import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import twinstream.balance.CompanionFailure;
import twinstream.balance.MissingProgramException;
import twinstream.probe.UnreachableException;
import twinstream.result.DamagedRunException;
import twinstream.server.ServerStartException;
import twinstream.trial.TrialFailure;

/// Turns what went wrong into one sentence and an exit code. Only a bug of ours shows a stack
/// trace.
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    return switch (failure) {
      case NumberFormatException ours -> bug(command, ours);
      case IllegalArgumentException wrong -> say(command, wrong, Exit.WRONG_USAGE);
      case RefusedException refused -> say(command, refused, Exit.REFUSED);
      case ServerStartException taken -> say(command, taken, Exit.REFUSED);
      case UnreachableException nobody -> say(command, nobody, Exit.REFUSED);
      case MissingProgramException missing -> say(command, missing, Exit.REFUSED);
      case CompanionFailure down -> say(command, down, Exit.REFUSED);
      case DamagedRunException damaged -> say(command, damaged, Exit.WRONG_USAGE);
      case VoidResultsException unbelievable -> say(command, unbelievable, Exit.INVALID);
      case TrialFailure died -> say(command, died, Exit.INVALID);
      case UncheckedIOException blocked ->
          say(
              command,
              new RefusedException(
                  "a file can't be read or written: %s. See who owns it and whether the disk is full; what was finished is saved"
                      .formatted(blocked.getCause())),
              Exit.REFUSED);
      default -> bug(command, failure);
    };
  }

  private static int bug(CommandLine command, Exception failure) {
    command.getErr().println("This is a bug of the suite; please report it with these lines:");
    failure.printStackTrace(command.getErr());
    return Exit.OUR_BUG;
  }

  private static int say(CommandLine command, Exception failure, int code) {
    command.getErr().println(failure.getMessage());
    return code;
  }
}
