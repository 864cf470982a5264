package twinstream.workload;

/// All live replies get a token at the same moments, one every 1/rate seconds, as an inference
/// engine with continuous batching emits a token of each running sequence per step (Yu et al.,
/// "Orca", OSDI 2022): the burst that a server must carry out at once.
///
/// @param tokensPerSecond rate of one stream, 1 to 10,000
public record EngineStep(int tokensPerSecond) implements Pacing {
  static final String NAME = "engine-step";

  public EngineStep {
    Require.between("tokensPerSecond", tokensPerSecond, 1, MAX_RATE);
  }

  @Override
  public String wireName() {
    return NAME;
  }

  @Override
  public int rate() {
    return tokensPerSecond;
  }

  @Override
  public boolean hasDueTimes() {
    return true;
  }
}
