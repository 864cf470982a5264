package twinstream.delivery;

import twinstream.workload.ReplyRequest;

/// What a reader wants to be sent next.
public sealed interface Wanted {

  /// A reply of its own.
  record New(ReplyRequest request) implements Wanted {}

  /// What it is still owed of a reply that it had begun to read.
  ///
  /// @param reply its id, not checked
  /// @param from index of the first token that it does not have; not negative
  record Rest(String reply, int from) implements Wanted {}
}
