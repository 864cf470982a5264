package twinstream.server;

import java.util.Map;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.ThreadPool;

/// Threads, buffers and time-outs of a running server, whatever it speaks.
final class ServerFacts {
  private ServerFacts() {}

  static void put(Server server, ServerConnector connector, Map<String, String> values) {
    threads(server.getThreadPool(), values);
    pool(connector.getByteBufferPool(), values);
    number("connector.acceptors", connector.getAcceptors(), values);
    number("connector.selectors", connector.getSelectorManager().getSelectorCount(), values);
    number("connector.queue", connector.getAcceptQueueSize(), values);
    number("connector.idle.millis", connector.getIdleTimeout(), values);
    number("connector.shutdown.idle.millis", connector.getShutdownIdleTimeout(), values);
    number("server.stop.millis", server.getStopTimeout(), values);
  }

  private static void threads(ThreadPool threads, Map<String, String> values) {
    values.put("threads.pool", threads.getClass().getSimpleName());
    if (threads instanceof ThreadPool.SizedThreadPool sized) {
      number("threads.least", sized.getMinThreads(), values);
      number("threads.most", sized.getMaxThreads(), values);
    }
  }

  private static void pool(ByteBufferPool buffers, Map<String, String> values) {
    values.put("buffers.pool", buffers.getClass().getSimpleName());
    if (buffers instanceof ArrayByteBufferPool pool) {
      number("buffers.least.bytes", pool.getMinCapacity(), values);
      number("buffers.most.bytes", pool.getMaxCapacity(), values);
    }
  }

  static void number(String name, long value, Map<String, String> values) {
    values.put(name, Long.toString(value));
  }
}
