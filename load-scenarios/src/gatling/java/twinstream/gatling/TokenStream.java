package twinstream.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stream of tokens as a user of Gatling's opens, hears and leaves it, with the same meaning over
/// server-sent events and over WebSockets. Knows nothing of this suite, and may be copied into any
/// simulation.
///
/// Gatling's own times have whole milliseconds, end at the headers for server-sent events, and see
/// single messages only where each has a check of its own. But it evaluates the condition of a
/// check for every message that comes while it waits for that check, on the thread that read it. So
/// the condition hands each message on with a reading of the nanosecond clock, and the check is met
/// by the message with which the user has heard enough.
///
/// | step | in Gatling's report |
/// | --- | --- |
/// | connect | `open`: until the headers or the 101 |
/// | first token, each token, the end | nothing: they are the listener's |
/// | heard enough | `heard`: from then until the message with which the listener said so |
/// | cancel, or leave | `leave`: closing the connection |
///
/// What comes after that message, before the connection is closed, is not heard.
public final class TokenStream {
  private static final String OPEN = "open";
  private static final String HEARD = "heard";
  private static final String LEAVE = "leave";

  private TokenStream() {}

  /// What a user does with each message.
  @FunctionalInterface
  public interface Listener {
    /// Called on the event loop of the user's connection, which waits meanwhile.
    ///
    /// @return true once nothing more is to be heard
    boolean hear(Message message);
  }

  /// A message without its framing.
  ///
  /// @param data of the event or the text message
  /// @param id of the event; null over a WebSocket, and for an event without one
  /// @param nanos when it came, on the [System#nanoTime()] clock, before anything was done with it
  public record Message(String data, @Nullable String id, long nanos) {}

  /// Asks by GET for an event stream and hears it.
  ///
  /// @param url of each user, absolute or relative to the base
  /// @param listener of each user
  /// @param atMost until when the listener must have heard enough
  public static ChainBuilder serverSentEvents(
      Function<Session, String> url, Function<Session, Listener> listener, Duration atMost) {
    return exec(
        sse(OPEN)
            .get(url::apply)
            .await(atMost)
            .on(sse.checkMessage(HEARD).matching(heard(listener, TokenStream::ofEvent))));
  }

  /// Leaves an event stream: closes its connection.
  public static ChainBuilder leaveServerSentEvents() {
    return exec(sse(LEAVE).close());
  }

  /// Opens a WebSocket, whose URL asks for the first reply, and hears it.
  ///
  /// @param url of each user, absolute or relative to the base
  /// @param listener of each user
  /// @param atMost until when the listener must have heard enough
  public static ChainBuilder webSocket(
      Function<Session, String> url, Function<Session, Listener> listener, Duration atMost) {
    return exec(
        ws(OPEN)
            .connect(url::apply)
            .await(atMost)
            .on(ws.checkTextMessage(HEARD).matching(heard(listener, TokenStream::ofText))));
  }

  /// Says something on a WebSocket that is open, and hears the answer.
  ///
  /// @param text what each user says
  public static ChainBuilder askOnWebSocket(
      Function<Session, String> text, Function<Session, Listener> listener, Duration atMost) {
    return exec(
        ws("ask")
            .sendText(text::apply)
            .await(atMost)
            .on(ws.checkTextMessage(HEARD).matching(heard(listener, TokenStream::ofText))));
  }

  /// Leaves a WebSocket: says goodbye and closes its connection.
  public static ChainBuilder leaveWebSocket() {
    return exec(ws(LEAVE).close());
  }

  // What it returns only says whether to go on listening.
  private static CheckBuilder.Final heard(
      Function<Session, Listener> listener, Unframing unframing) {
    return bodyString()
        .transformWithSession((String message, Session user) -> {
          long nowNanos = System.nanoTime();
          return listener.apply(user).hear(unframing.of(message, nowNanos));
        })
        .is(true);
  }

  private interface Unframing {
    Message of(String message, long nanos);
  }

  private static Message ofText(String text, long nanos) {
    return new Message(text, null, nanos);
  }

  /// Gatling makes JSON of an event, in the order `event`, `id`, `data`, `retry`, each only if the
  /// event has it. Data that is enclosed in braces or brackets stands there as it is, any other as
  /// a JSON string: `[DONE]` and tokens in JSON envelopes are told exactly, plain words with quotes
  /// or line breaks in them are not.
  static Message ofEvent(String json, long nanos) {
    String name = "\"data\":";
    int data = json.indexOf(name);
    if (data < 0) {
      return new Message("", null, nanos);
    }
    int retry = json.lastIndexOf(",\"retry\":");
    // Behind the data, and not within it.
    boolean retries = retry > data && json.indexOf('"', retry + 2 + "retry\"".length()) < 0;
    String value = json.substring(data + name.length(), retries ? retry : json.length() - 1);
    boolean quoted = value.startsWith("\"");
    return new Message(
        quoted ? value.substring(1, value.length() - 1) : value, id(json, data), nanos);
  }

  private static @Nullable String id(String json, int data) {
    String name = "\"id\":\"";
    int id = json.lastIndexOf(name, data);
    return id < 0
        ? null
        : json.substring(id + name.length(), json.indexOf('"', id + name.length()));
  }
}
