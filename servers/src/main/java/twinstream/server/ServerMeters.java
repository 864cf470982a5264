package twinstream.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import twinstream.delivery.DeliveryCounts;
import twinstream.delivery.Lag;
import twinstream.delivery.LogCounts;
import twinstream.delivery.Replies;

/// The meters of one server: the same names for both twins, told apart by the tag `transport`. The
/// token path adds to [LongAdder]s only; everything else is read when someone asks.
final class ServerMeters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /// @param traffic of the public port
  /// @param gate of the public port
  ServerMeters(String transport, Replies replies, Traffic traffic, Gate gate) {
    registry.config().commonTags("transport", transport);
    DeliveryCounts counts = replies.counts();
    count("stream.opened", "streams opened", counts.opened);
    count("stream.completed", "streams that ended as planned", counts.completed);
    count("stream.cancelled", "streams whose reader went away", counts.cancelled);
    count("stream.overflowed", "streams cut because their outbox was full", counts.overflowed);
    count("stream.refused", "requests refused before a stream", counts.refused);
    count("stream.resumed", "replies gone on with for a reader who came back", counts.resumed);
    count("stream.resume.refused", "readers who came back in vain", counts.resumesRefused);
    count("stream.tokens", "tokens put into an outbox", counts.tokens);
    count("stream.outbox.dropped", "tokens dropped from a full outbox", counts.dropped);
    count("stream.tokens.wasted", "tokens that waited for a reader who left", counts.wasted);
    count("stream.writes", "writes handed to a connection", counts.writes);
    gate(gate);
    lag(replies.lag());
    gauge("stream.open", "streams open now", counts, DeliveryCounts::open);
    gauge("reply.alive", "replies being sent now", replies, Replies::alive);
    gauge("reply.log.replies", "replies known", replies, all -> all.logSize().replies());
    gauge("reply.log.tokens", "tokens kept", replies, all -> all.logSize().tokens());
    gauge("reply.log.bytes", "bytes that they take", replies, all -> all.logSize().bytes());
    sharedLog(replies.logCounts());
    FunctionCounter.builder("stream.bytes", traffic, Traffic::bytesOut)
        .description("bytes written to sockets, HTTP framing and TLS included")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JvmCompilationMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  // All zero where a server keeps its own.
  private void sharedLog(LogCounts counts) {
    count("reply.log.sent.tokens", "tokens sent to a shared log", counts.tokens);
    count("reply.log.sent.commands", "commands sent to it", counts.commands);
    count("reply.log.sent.bytes", "bytes written to it, its protocol included", counts.bytes);
    count("reply.log.failures", "commands that it failed or did not answer", counts.failures);
    count("reply.log.adopted", "replies taken over from another server", counts.adopted);
    count("reply.log.fenced", "replies that another server took over", counts.fenced);
    count("reply.log.broken", "replies that it lacks a part of", counts.broken);
  }

  private void gate(Gate gate) {
    gauge("connection.open", "connections open now", gate, Gate::open);
    turnedAway("full", gate.full);
    turnedAway("address", gate.crowdedAddress);
    turnedAway("stopping", gate.stopping);
    turnedAway("header-deadline", gate.lateHeader);
  }

  private void turnedAway(String reason, LongAdder adder) {
    FunctionCounter.builder("connection.refused", adder, LongAdder::sum)
        .description("connections cut and requests refused for their connection, by reason")
        .tag("reason", reason)
        .register(registry);
  }

  private void lag(Lag lag) {
    count("stream.pacer.ticks", "ticks at which something was due", lag.ticks);
    for (int step = 0; step < lag.steps(); step++) {
      FunctionCounter.builder("stream.pacer.late.ticks", lag.late(step), LongAdder::sum)
          .description("ticks of the pacer that came so late, by their lateness from `from` on")
          .tag("from", (Lag.LATE_MILLIS << step) + "ms")
          .register(registry);
    }
  }

  private void count(String name, String description, LongAdder adder) {
    FunctionCounter.builder(name, adder, LongAdder::sum)
        .description(description)
        .register(registry);
  }

  private <T> void gauge(
      String name, String description, T source, java.util.function.ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).description(description).register(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }
}
