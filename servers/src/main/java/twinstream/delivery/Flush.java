package twinstream.delivery;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When what waits for a reader is written: a factor, the same for every transport. What is no
/// token (control record, end, error, heartbeat) never waits, and takes along what does; nor does a
/// full outbox.
public sealed interface Flush {
  /// Each token by itself, as soon as the connection is free.
  Flush EACH_TOKEN = new EachToken();

  /// Each token by itself.
  record EachToken() implements Flush {
    @Override
    public String toString() {
      return "each";
    }
  }

  /// So many tokens in one write.
  ///
  /// @param tokens 2 to 1,000
  record EveryTokens(int tokens) implements Flush {
    public EveryTokens {
      if (tokens < 2 || tokens > 1_000) {
        throw new IllegalArgumentException(
            "tokens of a flush must be from 2 to 1000, but are " + tokens);
      }
    }

    @Override
    public String toString() {
      return "every:" + tokens;
    }
  }

  /// All that waits, with at least so much time between two writes of tokens.
  ///
  /// @param period 1 to 10,000 ms
  record EveryPeriod(Duration period) implements Flush {
    public EveryPeriod {
      if (period.toMillis() < 1 || period.toMillis() > 10_000) {
        throw new IllegalArgumentException(
            "period of a flush must be from 1 to 10000 ms, but is %d ms"
                .formatted(period.toMillis()));
      }
    }

    @Override
    public String toString() {
      return "ms:" + period.toMillis();
    }
  }

  /// Reads what `toString` gives: `each`, `every:4`, `ms:40`.
  ///
  /// @throws IllegalArgumentException with the rule and the value
  static Flush of(String text) {
    if (text.equals("each")) {
      return EACH_TOKEN;
    }
    Matcher matcher = Pattern.compile("(every|ms):([0-9]{1,5})").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "flush must be each, every:TOKENS or ms:MILLIS, but is \"%s\"".formatted(text));
    }
    int number = Integer.parseInt(matcher.group(2));
    return matcher.group(1).equals("every")
        ? new EveryTokens(number)
        : new EveryPeriod(Duration.ofMillis(number));
  }
}
