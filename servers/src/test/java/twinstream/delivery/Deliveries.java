package twinstream.delivery;

/// What outboxes of tests share, with one clock for all of them.
final class Deliveries {
  private static final Pacer PACER = new Pacer(Precision.TICK.tickNanos());

  private Deliveries() {}

  static Delivery of(Limits limits, DeliveryCounts counts) {
    return of(limits, Flush.EACH_TOKEN, counts);
  }

  static Delivery of(Limits limits, Flush flush, DeliveryCounts counts) {
    return new Delivery(limits, flush, counts, PACER);
  }
}
