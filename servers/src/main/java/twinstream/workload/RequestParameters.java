package twinstream.workload;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Between a [ReplyRequest] and its parameters.
final class RequestParameters {
  private static final List<String> KNOWN =
      List.of("tokens", "rate", "first", "seed", "pacing", "envelope", "reply", "from", "nonce");

  // ASCII digits only: Java's own parsers take a plus sign and the digits of every script.
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,20}");

  private RequestParameters() {}

  static ReplyRequest parse(Map<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new BadRequestException(
            "\"%s\" is not a parameter; known are %s"
                .formatted(BadRequestException.shown(name), String.join(", ", KNOWN)));
      }
    }
    if (!parameters.containsKey("tokens")) {
      throw new BadRequestException(
          "tokens is missing; it must be a whole number from 1 to " + ReplyRequest.MAX_TOKENS);
    }
    int tokens = number(parameters, "tokens", 1, ReplyRequest.MAX_TOKENS, 0);
    return new ReplyRequest(
        tokens,
        pacing(parameters),
        number(parameters, "first", 0, ReplyRequest.MAX_FIRST_MILLIS, 0),
        seed(parameters.get("seed")),
        envelope(parameters.get("envelope")),
        id(parameters, "reply"),
        number(parameters, "from", 0, tokens, 0),
        id(parameters, "nonce"));
  }

  private static int number(
      Map<String, String> parameters, String name, int least, int most, int otherwise) {
    String value = parameters.get(name);
    if (value == null) {
      return otherwise;
    }
    if (WHOLE.matcher(value).matches() && value.length() <= 18) {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return (int) number;
      }
    }
    throw BadRequestException.wrong(
        name, "a whole number from %d to %d".formatted(least, most), value);
  }

  private static Pacing pacing(Map<String, String> parameters) {
    int rate = number(parameters, "rate", 0, Pacing.MAX_RATE, ReplyRequest.DEFAULT_RATE);
    return orBadRequest(() -> Pacing.of(parameters.getOrDefault("pacing", Steady.NAME), rate));
  }

  private static Envelope envelope(@Nullable String value) {
    return value == null ? Envelope.PLAIN : orBadRequest(() -> Envelope.of(value));
  }

  private static <T> T orBadRequest(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  private static long seed(@Nullable String value) {
    if (value == null) {
      return ReplyRequest.DEFAULT_SEED;
    }
    try {
      if (WHOLE.matcher(value).matches()) {
        return value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value);
      }
    } catch (NumberFormatException _) {
      // More than 64 bits: refused below with the same sentence.
    }
    throw BadRequestException.wrong("seed", "a whole number from -2^63 to 2^64-1", value);
  }

  private static @Nullable String id(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    if (value != null && !ReplyRequest.isId(value)) {
      throw BadRequestException.wrong(name, ReplyRequest.ID_RULE, value);
    }
    return value;
  }

  static String query(ReplyRequest request) {
    StringBuilder query = new StringBuilder("tokens=").append(request.tokens());
    Pacing pacing = request.pacing();
    // A flood is said once, by its name.
    add(query, "rate", pacing.rate(), pacing instanceof Flood ? 0 : ReplyRequest.DEFAULT_RATE);
    add(query, "first", request.firstMillis(), 0);
    add(query, "seed", request.seed(), ReplyRequest.DEFAULT_SEED);
    add(query, "pacing", pacing.wireName(), Steady.NAME);
    add(query, "envelope", request.envelope().wireName(), Envelope.PLAIN.wireName());
    add(query, "reply", request.reply(), null);
    add(query, "from", request.from(), 0);
    add(query, "nonce", request.nonce(), null);
    return query.toString();
  }

  private static void add(
      StringBuilder query, String name, @Nullable Object value, @Nullable Object standard) {
    if (value != null && !value.equals(standard)) {
      query.append('&').append(name).append('=').append(value);
    }
  }
}
