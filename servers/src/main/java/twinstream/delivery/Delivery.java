package twinstream.delivery;

/// What all outboxes of a server share.
///
/// @param limits bounds of each outbox, and what happens beyond
/// @param flush when an outbox writes what waits in it
/// @param counts what is added to
/// @param pacer where a flush waits for its time
record Delivery(Limits limits, Flush flush, DeliveryCounts counts, Pacer pacer) {}
