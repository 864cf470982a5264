package twinstream.server;

import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;
import twinstream.transport.StreamSettings;
import twinstream.transport.Transport;
import twinstream.transport.Transports;

/// What a running server is set to, read back from it: from Jetty's objects, from the sockets that
/// it has accepted, from an open stream and from the JVM, not from what it was asked to be. Names
/// and meanings: `docs/parity.md`.
///
/// @param values name to value; what only an open stream can tell is there while one is open
public record LiveSettings(Map<String, String> values) {

  public LiveSettings {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  static LiveSettings of(
      Server server, ServerConnector connector, Replies replies, Transport mounted) {
    Map<String, String> values = new TreeMap<>();
    ServerFacts.put(server, connector, values);
    ProtocolFacts.put(connector, values);
    SocketFacts.put(connector, values);
    JvmFacts.put(values);
    values.put(StreamSettings.ACCEPTED, mounted.accepted());
    clock(replies, values);
    var limits = replies.limits();
    values.put("outbox.messages", Integer.toString(limits.outboxMessages()));
    values.put("outbox.overflow", limits.overflow().toString());
    values.put("outbox.flush", replies.flush().toString());
    values.put("message.bytes", Integer.toString(limits.messageBytes()));
    // Last: an open stream knows best.
    stream(replies, values);
    return new LiveSettings(values);
  }

  /// Those of a server that is nothing but its sockets and the clock.
  static LiveSettings of(Collection<SocketChannel> sockets, Replies replies) {
    Map<String, String> values = new TreeMap<>();
    SocketFacts.put(sockets, false, false, values);
    JvmFacts.put(values);
    clock(replies, values);
    values.put("tls", "off");
    values.put(StreamSettings.ACCEPTED, StreamSettings.NONE);
    values.put(StreamSettings.CODING, StreamSettings.NONE);
    return new LiveSettings(values);
  }

  /// Settings that a server of that name may have otherwise than those that it is held against,
  /// with the reasons.
  ///
  /// @param name of a transport, or of the floor
  public static Map<String, String> excused(String name) {
    return name.equals(Transports.FLOOR)
        ? BareServer.DIFFERENCES
        : Transports.mounted(name).differences();
  }

  private static void clock(Replies replies, Map<String, String> values) {
    var limits = replies.limits();
    values.put("pacer.precision", replies.precision().toString());
    values.put("heartbeat.millis", Long.toString(limits.heartbeat().toMillis()));
    values.put("log", replies.place().kind());
    values.put("log.window.millis", Long.toString(replies.place().window().toMillis()));
  }

  private static void stream(Replies replies, Map<String, String> values) {
    Outbox open = replies.sample();
    if (open == null) {
      return;
    }
    try {
      var told = open.settings();
      // One that was about to end may have told what its connection is set to without it.
      if (!open.takesNoMore()) {
        values.putAll(told);
      }
    } catch (RuntimeException _) {
      // It has ended meanwhile, and Jetty has taken its parts apart: as if none were open.
    }
  }

  /// Names of those that are not the same, or that one side has alone.
  public Set<String> unequal(LiveSettings other) {
    Set<String> names = new TreeSet<>(values.keySet());
    names.addAll(other.values.keySet());
    names.removeIf(name -> values.getOrDefault(name, "").equals(other.values.get(name)));
    return names;
  }

  /// One `name value` pair a line.
  String text() {
    return values.entrySet().stream()
        .map(setting -> setting.getKey() + " " + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
