package twinstream.delivery;

import org.jspecify.annotations.Nullable;
import twinstream.workload.BadRequestException;
import twinstream.workload.ReplyRequest;

/// What a reader wants to be sent next.
public sealed interface Wanted {

  /// A reply of its own.
  record New(ReplyRequest request) implements Wanted {}

  /// What it is still owed of a reply that it had begun to read.
  ///
  /// @param reply its id, not checked
  /// @param from index of the first token that it does not have; not negative
  record Rest(String reply, int from) implements Wanted {

    /// Why the reply can't have that token; null when it can.
    ///
    /// @param asked what it was asked for with
    @Nullable BadRequestException notIn(ReplyRequest asked) {
      return from >= asked.from() && from <= asked.tokens()
          ? null
          : new BadRequestException(
              "from must be a whole number from %d to %d, as reply \"%s\" was asked for, but is %d"
                  .formatted(asked.from(), asked.tokens(), reply, from));
    }
  }
}
