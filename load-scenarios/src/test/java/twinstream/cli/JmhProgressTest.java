package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JmhProgressTest {
  @Test
  void showsALineForEachBenchmark() {
    var said = new StringWriter();
    var progress = new JmhProgress(new PrintWriter(said));
    """
    # JMH version: 1.37
    # Benchmark mode: Average time, time/op
    # Benchmark: twinstream.transport.EncodeTokenBenchmark.chunk
    # Parameters: (envelope = plain, way = WS_DEFLATE)

    # Run progress: 0.00% complete, ETA 00:04:10
    # Fork: 1 of 3
    # Warmup Iteration   1: 31.6 ns/op
    # Run progress: 0.30% complete, ETA 00:04:08
    # Fork: 2 of 3
    # Benchmark: twinstream.jmh.CanaryBenchmark.empty
    # Run progress: 12.50% complete, ETA 00:03:20
    # Fork: 1 of 3
    """
        .lines()
        .forEach(progress::line);
    progress.end();

    assertThat(said.toString().lines())
        .containsExactly(
            "[  0 %] EncodeTokenBenchmark.chunk envelope=plain way=WS_DEFLATE  00:04:10 left",
            "[ 12 %] CanaryBenchmark.empty  00:03:20 left");
  }
}
