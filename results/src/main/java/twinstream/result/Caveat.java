package twinstream.result;

/// What a reader of a number has to know about the trial that it comes from: the index. A caveat
/// leaves the trial valid and travels with it into files and reports.
public enum Caveat {
  NOT_PINNED(
      "Server and crowd shared their cores.",
      "Give them disjoint cores; that needs a Linux host with at least two."),
  SERVER_GIVEN(
      "The server was running before: its process, cores and settings are not the trial's, and its clock was checked only if its admin port was named.",
      "Let the suite start it, with the flags, cores and settings of a trial."),
  SERVER_CPU_HIGH(
      "The server used over 80 % of its CPU allowance, so latencies contain its queueing.",
      "Run with fewer streams, or read the latencies as those of a full server."),
  SERVER_LATE(
      "The server's own clock looked over 10 ms late at more than 1 % of what was due.",
      "Its process was held up: read the high percentiles as those of the machine, not of the transport."),
  SERVER_COMPILING(
      "The server's compilers were at work, waits included, for over 10 % of its CPU time in the window.",
      "Warm up for longer: a transport with more code takes more of the CPU that is meant for tokens."),
  NIO_TRANSPORT(
      "The crowd ran on Java NIO and not on the system's native event loop.",
      "Run on Linux with epoll for the lowest cost per token in the crowd."),
  STEAL(
      "The hypervisor took over 1 % of the CPU time in the window.",
      "Run on a machine of its own, or trust differences only."),
  THROTTLED(
      "The control group's CPU quota held threads back in the window.",
      "Raise the CPU quota of the container."),
  OTHER_LOAD(
      "Other processes used over 5 % of the CPU time in the window.", "End them and run again."),
  SHORT_WINDOW(
      "The measured window was shorter than 10 s.",
      "Run a longer scenario before quoting the number."),
  CLOCK_COARSE(
      "The clock steps or agrees only to 100 µs or worse.",
      "Read no difference below that from the latencies."),
  FEW_SAMPLES(
      "Some percentiles have fewer than 30 samples beyond them and are left out.",
      "Run a longer window, or more streams."),
  CLAMPED(
      "Some latencies were above the highest value that is recorded and count as that value.",
      "Read the highest percentiles as lower bounds."),
  TOKENS_DROPPED(
      "The server dropped tokens of slow readers, as its overflow rule says.",
      "Compare latencies together with the number of tokens that arrived."),
  MULTIMODAL(
      "A distribution has more than one hump, so one percentile does not describe it.",
      "Read the percentiles of both humps; a proxy that buffers, Nagle's algorithm with delayed ACK or a pause makes such shapes."),
  COARSE_SLOPE(
      "The memory ladder is no clear line: the interval of its heap slope is wider than half the slope.",
      "Run the ladder with more streams or more levels.");

  private final String sentence;
  private final String advice;

  Caveat(String sentence, String advice) {
    this.sentence = sentence;
    this.advice = advice;
  }

  /// What was the case.
  public String sentence() {
    return sentence;
  }

  /// What to do about it.
  public String advice() {
    return advice;
  }
}
