package twinstream.reader;

/// Reads replies as the control sends them, with nothing around their bytes but their length.
record RawTcpReader() implements Reader {
  @Override
  public String transport() {
    return "raw-tcp";
  }
}
