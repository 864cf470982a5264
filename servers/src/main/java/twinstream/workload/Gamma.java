package twinstream.workload;

/// Gaps drawn around 1/rate seconds, see [GapTable]: the unevenness of a model whose batch changes
/// from token to token.
///
/// @param tokensPerSecond rate of one stream, 1 to 10,000
public record Gamma(int tokensPerSecond) implements Pacing {
  static final String NAME = "gamma";

  public Gamma {
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
