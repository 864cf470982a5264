package twinstream.probe;

import java.util.List;

/// What a path may do wrong, and the settings that mend it, each beginning with the program that it
/// belongs to.
enum Defect {
  HELD_BACK(
      "nginx: proxy_http_version 1.1; proxy_buffering off;",
      "server: the header X-Accel-Buffering: no, which nginx obeys",
      "server: a flush after each event, behind compression, too, or no compression of event streams"),
  MERGED(
      "haproxy: option http-no-delay",
      "nginx: proxy_buffering off;",
      "server: a flush after each event, behind compression, too"),
  UPGRADE_LOST(
      "nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\";",
      "any proxy: pass Upgrade and Connection on; over HTTP/2, extended CONNECT (RFC 8441)"),
  NO_TUNNEL(
      "nginx: none, it has no WebSocket over HTTP/2 (RFC 8441); let these readers come by HTTP/1.1"),
  SILENCE(
      "server: a heartbeat every 15 s (a comment line of an event stream, a ping of a WebSocket)",
      "nginx: proxy_read_timeout 1h;",
      "haproxy: timeout client 1h, timeout server 1h, and for WebSockets timeout tunnel 1h"),
  NO_EVENT_STREAM(
      "server: content-type: text/event-stream, by which proxies and browsers know what it is");

  private final List<String> settings;

  Defect(String... settings) {
    this.settings = List.of(settings);
  }

  /// All settings that may mend it.
  List<String> settings() {
    return settings;
  }

  /// Those of one program.
  List<String> settingsOf(String program) {
    return settings.stream().filter(setting -> setting.startsWith(program + ": ")).toList();
  }
}
