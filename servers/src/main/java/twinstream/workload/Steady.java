package twinstream.workload;

/// A token every 1/rate seconds, counted from the first token of the reply.
///
/// @param tokensPerSecond rate of one stream, 1 to 10,000
public record Steady(int tokensPerSecond) implements Pacing {
  static final String NAME = "steady";

  public Steady {
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
