package twinstream.transport;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.LiveReply;
import twinstream.delivery.Message.Failure;
import twinstream.delivery.NotResumableException;
import twinstream.delivery.Outbox;
import twinstream.delivery.Replies;
import twinstream.delivery.ReplyIdInUseException;
import twinstream.delivery.Wanted;
import twinstream.workload.BadRequestException;
import twinstream.workload.ReplyRequest;

/// Carries out the messages of one conversation: ask for a reply, cancel it, resume one. One reply
/// at a time. One thread at a time.
final class Turns {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  // As Jackson words it.
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate [^\"]*\"(.*)\"");

  private final Replies replies;
  private final Outbox outbox;
  private final boolean silent;
  private final Executor executor;
  private final Runnable next;
  private @Nullable LiveReply current;

  /// @param silent true for a stream that gives no replies
  /// @param executor where a message is gone on with that could not be carried out at once
  /// @param next asks for the next message after such a one
  Turns(Replies replies, Outbox outbox, boolean silent, Executor executor, Runnable next) {
    this.replies = replies;
    this.outbox = outbox;
    this.silent = silent;
    this.executor = executor;
    this.next = next;
  }

  /// Starts a reply whose id was claimed before.
  void begin(String id, Wanted wanted, boolean thenClose) {
    current = replies.start(id, wanted, outbox, thenClose);
  }

  /// True after a reply has ended and before the next one is asked for: a reader that goes now has
  /// all it wanted.
  boolean owesNothing() {
    return current != null && current.hasEnded();
  }

  /// Carries out one message; what is wrong with it is told to the reader, and ends the stream.
  ///
  /// @return false when that takes a while; the next one is asked for then
  boolean onMessage(String text) {
    return attempt(() -> carryOut(fields(text)));
  }

  // What is told to the reader is done, too.
  private boolean attempt(BooleanSupplier turn) {
    try {
      return turn.getAsBoolean();
    } catch (BadRequestException e) {
      fail(Failure.BAD_REQUEST, e);
    } catch (NotResumableException e) {
      fail(e.code(), e);
    } catch (ReplyIdInUseException e) {
      fail(Failure.CONFLICT, e);
    }
    return true;
  }

  private boolean carryOut(Map<String, String> fields) {
    if (silent) {
      throw new BadRequestException("this stream is silent; ask for replies at /stream");
    }
    String type = fields.remove("type");
    if (type == null) {
      throw new BadRequestException("type is missing; it must be ask, cancel or resume");
    }
    switch (type) {
      case "ask" -> begin(new Wanted.New(ReplyRequest.parse(fields)));
      case "cancel" -> cancel(fields.get("reply"));
      case "resume" -> {
        return resume(Requests.rest(fields));
      }
      default ->
          throw new BadRequestException(
              "type must be ask, cancel or resume, but is \"%s\""
                  .formatted(BadRequestException.shown(type)));
    }
    return true;
  }

  private boolean resume(Wanted.Rest rest) {
    Wanted.Rest elsewhere = replies.toAdopt(rest);
    if (elsewhere == null) {
      begin(rest);
      return true;
    }
    checkTurn();
    replies.adopt(
        elsewhere,
        executor,
        failure -> {
          attempt(() -> {
            if (failure != null) {
              throw failure;
            }
            begin(rest);
            return true;
          });
          next.run();
        });
    return false;
  }

  private void begin(Wanted wanted) {
    checkTurn();
    begin(replies.claim(wanted), wanted, false);
  }

  private void checkTurn() {
    if (current != null && !current.hasEnded()) {
      throw new BadRequestException(
          "reply \"%s\" has not ended; one reply at a time, ask again after [DONE]"
              .formatted(current.id()));
    }
  }

  /// Ends the stream because of a message that is longer than so many bytes.
  void tooLarge(int bytes) {
    end(
        Failure.TOO_LARGE,
        String.format(Locale.ROOT, "a message must have at most %,d bytes", bytes));
  }

  private void cancel(@Nullable String reply) {
    if (reply == null) {
      throw new BadRequestException("reply is missing; it must name the reply to cancel");
    }
    // One that has just ended is no error: its [DONE] and the cancel have crossed.
    if (current != null && current.id().equals(reply)) {
      current.cancel();
    }
  }

  private void fail(String code, RuntimeException e) {
    end(code, String.valueOf(e.getMessage()));
  }

  private void end(String code, String sentence) {
    if (current != null) {
      current.giveUp();
    }
    outbox.end(new Failure(code, sentence));
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : object(text).properties()) {
      JsonNode value = field.getValue();
      if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
        throw new BadRequestException(
            "%s must be a string or a number, but is %s"
                .formatted(
                    BadRequestException.shown(field.getKey()),
                    BadRequestException.shown(value.toString())));
      }
      fields.put(field.getKey(), value.asString());
    }
    return fields;
  }

  private static JsonNode object(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (StreamConstraintsException e) {
      throw new BadRequestException(
          "a message must be simpler than this one: " + e.getOriginalMessage());
    } catch (JacksonException e) {
      Matcher duplicate = DUPLICATE.matcher(String.valueOf(e.getOriginalMessage()));
      if (duplicate.find()) {
        throw new BadRequestException(
            "\"%s\" must be given once".formatted(BadRequestException.shown(duplicate.group(1))));
      }
      // Refused below with the same sentence.
    }
    throw new BadRequestException(
        "a message must be a JSON object such as {\"type\":\"ask\",\"tokens\":20}, but is \"%s\""
            .formatted(BadRequestException.shown(text)));
  }
}
