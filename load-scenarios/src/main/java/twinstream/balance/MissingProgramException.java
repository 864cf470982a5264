package twinstream.balance;

/// What was asked for needs a program that is not installed; nothing was started. The message is
/// the sentence of a [Missing].
public final class MissingProgramException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingProgramException(Missing missing) {
    super(missing.sentence());
  }
}
