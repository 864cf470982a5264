package twinstream.workload;

/// How the tokens of one reply follow each other. What it means in nanoseconds is [Schedule]'s
/// business.
public sealed interface Pacing permits Steady, Gamma, EngineStep, Flood {
  /// Highest rate of one stream, tokens per second.
  int MAX_RATE = 10_000;

  /// Value of the request parameter `pacing`.
  String wireName();

  /// Tokens per second of one stream, 1 to 10,000; 0 where tokens come as fast as flow control lets
  /// them.
  int rate();

  /// False where no token is late or early, because none is due at a time of its own.
  boolean hasDueTimes();

  /// The pacing of a request. A rate of 0 is a flood whatever the name says, and the other way
  /// round.
  ///
  /// @param rate tokens per second, 0 to 10,000
  /// @throws IllegalArgumentException for a name or a rate outside the contract
  static Pacing of(String wireName, int rate) {
    Require.between("rate", rate, 0, MAX_RATE);
    return switch (wireName) {
      case Steady.NAME -> rate == 0 ? new Flood() : new Steady(rate);
      case Gamma.NAME -> rate == 0 ? new Flood() : new Gamma(rate);
      case EngineStep.NAME -> rate == 0 ? new Flood() : new EngineStep(rate);
      case Flood.NAME -> new Flood();
      default ->
          throw new IllegalArgumentException(
              "pacing must be steady, gamma, engine-step or flood, but is \"%s\""
                  .formatted(BadRequestException.shown(wireName)));
    };
  }
}
