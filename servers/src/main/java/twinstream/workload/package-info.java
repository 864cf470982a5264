/// What is sent and when it is due. Starts at [Workload]; a reply on the wire is a [ReplyRequest],
/// which gives its [Schedule] and its [Reply]. No clock, no network, no state: the same seed gives
/// the same everywhere.
@org.jspecify.annotations.NullMarked
package twinstream.workload;
