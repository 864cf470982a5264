package twinstream.result;

/// Which direction of a metric a user would choose.
public enum Better {
  LOWER,
  HIGHER
}
