package twinstream.probe;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Says of anybody's endpoint whether it streams, and which setting mends what does not.
public final class Probe {
  private Probe() {}

  /// Asks and listens. Blocks for as long as the request says, twice that with a second address.
  ///
  /// @param direct the same endpoint without what stands before it; null for none
  /// @throws UnreachableException when there is nobody at one of the addresses
  /// @throws IllegalArgumentException when the request can't be made
  public static ProbeReport of(ProbeRequest request, @Nullable URI direct) {
    Heard heard = Endpoint.listen(request);
    return Judgement.of(heard, direct == null ? null : Endpoint.listen(request.to(direct)));
  }
}
