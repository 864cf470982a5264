package twinstream.workload;

/// All tokens at once; the transport's flow control is the only brake.
public record Flood() implements Pacing {
  static final String NAME = "flood";

  @Override
  public String wireName() {
    return NAME;
  }

  @Override
  public int rate() {
    return 0;
  }

  @Override
  public boolean hasDueTimes() {
    return false;
  }
}
