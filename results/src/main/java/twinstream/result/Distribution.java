package twinstream.result;

/// The distributions that a crowd records, each as one tagged HdrHistogram of nanoseconds with
/// three significant digits. Index of all of them: a result file holds exactly these tags.
public enum Distribution {
  /// Receive time minus due time of every token that was due inside the window.
  LATENESS("lateness"),
  /// First token received minus *intended* arrival, replies whose intended arrival lies in the
  /// window.
  TTFT("ttft"),
  /// TTFT minus the workload's own first-token delay: what the transport and its set-up added.
  TRANSPORT_TTFT("ttft-added"),
  /// Part of TTFT: intended arrival to the start of the connect.
  SEND_LAG("send-lag"),
  /// Part of TTFT: start of the connect to connected.
  CONNECT("connect"),
  /// Part of TTFT: connected to response headers (SSE) or 101 (WebSocket).
  HEADERS("headers"),
  /// Part of TTFT: headers or upgrade to the first token.
  FIRST_TOKEN("first-token"),
  /// How late an event loop of the crowd looked at a timer, every 10 ms of the window: the reader's
  /// own share of every lateness.
  LOOP_LAG("loop-lag"),
  /// Inter-chunk latency: receive time minus that of the token before, pooled over tokens received
  /// in the window.
  ICL("icl"),
  /// Start of the connect to response headers or 101: what it takes to open a stream.
  OPEN("open"),
  /// Time per token after the first of each reply of the window that was read to its end.
  TPOT("tpot"),
  /// A reader leaves, as planned, to the last token produced for it; 0 where none was.
  CANCEL("cancel"),
  /// Last token before a cut, inside the window, to the first new one after the reader came back.
  RESUME_GAP("resume-gap");

  private final String tag;

  Distribution(String tag) {
    this.tag = tag;
  }

  /// Tag in the `.hlog` file; no comma, space or line break.
  public String tag() {
    return tag;
  }
}
