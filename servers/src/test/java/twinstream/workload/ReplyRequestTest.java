package twinstream.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyRequestTest {

  private static ReplyRequest parse(String query) {
    return ReplyRequest.parse(
        Arrays.stream(query.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  @Test
  void fillsInTheDefaults() {
    assertThat(parse("tokens=200"))
        .isEqualTo(new ReplyRequest(200, new Steady(30), 0, 1, Envelope.PLAIN, null, 0, null))
        .isEqualTo(ReplyRequest.of(200, new Steady(30)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokens=1",
        "tokens=100000&rate=10000&first=600000&seed=-9223372036854775808&pacing=gamma",
        "tokens=5&pacing=engine-step&envelope=openai&reply=Az_-9&from=5&nonce=n0",
        "tokens=5&pacing=flood&envelope=ai-sdk",
      })
  void isRenderedAsItWasParsed(String query) {
    assertThat(parse(query).query()).isEqualTo(query);
  }

  @Test
  void leavesDefaultsOutOfTheQuery() {
    assertThat(parse("seed=1&pacing=steady&envelope=plain&from=0&rate=30&tokens=2&first=0").query())
        .isEqualTo("tokens=2");
  }

  @Test
  void takesAnUnsignedSeed() {
    assertThat(parse("tokens=1&seed=18446744073709551615").seed()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tokens=1&rate=0", "tokens=1&rate=0&pacing=gamma", "tokens=1&pacing=flood&rate=9"})
  void floodsAtRateZeroOrByName(String query) {
    assertThat(parse(query).pacing()).isEqualTo(new Flood());
    assertThat(parse(query).query()).isEqualTo("tokens=1&pacing=flood");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate=30 | tokens is missing; it must be a whole number from 1 to 100000",
        "tokens=0 | tokens must be a whole number from 1 to 100000, but is \"0\"",
        "tokens= | tokens must be a whole number from 1 to 100000, but is \"\"",
        "tokens=1e3 | tokens must be a whole number from 1 to 100000, but is \"1e3\"",
        "tokens=+1 | tokens must be a whole number from 1 to 100000, but is \"+1\"",
        "tokens=١ | tokens must be a whole number from 1 to 100000, but is \"١\"",
        "tokens=99999999999999999999 | tokens must be a whole number from 1 to 100000, but is"
            + " \"99999999999999999999\"",
        "tokens=1&rate=10001 | rate must be a whole number from 0 to 10000, but is \"10001\"",
        "tokens=1&first=-1 | first must be a whole number from 0 to 600000, but is \"-1\"",
        "tokens=9&from=10 | from must be a whole number from 0 to 9, but is \"10\"",
        "tokens=1&seed=18446744073709551616 | seed must be a whole number from -2^63 to 2^64-1,"
            + " but is \"18446744073709551616\"",
        "tokens=1&pacing=jazz | pacing must be steady, gamma, engine-step or flood, but is"
            + " \"jazz\"",
        "tokens=1&envelope=xml | envelope must be plain, openai or ai-sdk, but is \"xml\"",
        "tokens=1&reply=a.b | reply must be 1 to 64 letters, digits, \"_\" or \"-\", but is"
            + " \"a.b\"",
        "tokens=1&nonce= | nonce must be 1 to 64 letters, digits, \"_\" or \"-\", but is \"\"",
        "tokens=1&speed=2 | \"speed\" is not a parameter; known are tokens, rate, first, seed,"
            + " pacing, envelope, reply, from, nonce",
      })
  void refusesWhatBreaksTheContract(String query, String sentence) {
    assertThatThrownBy(() -> parse(query))
        .isInstanceOf(BadRequestException.class)
        .hasMessage(sentence);
  }

  @Test
  void showsAHostileValueShortAndHarmless() {
    String hostile = "\r\nSet-Cookie: a=b\u0000\u202E" + "😀".repeat(1_000);
    assertThatThrownBy(() -> ReplyRequest.parse(Map.of("tokens", hostile)))
        .hasMessage(
            "tokens must be a whole number from 1 to 100000, but is \"??Set-Cookie: a=b??"
                + "😀".repeat(21)
                + "…\"");
    assertThatThrownBy(() -> ReplyRequest.parse(Map.of("tokens", "1", hostile, "1")))
        .hasMessageStartingWith("\"??Set-Cookie: a=b??😀");
  }

  @Test
  void givesItsScheduleTheEpochOnlyForEngineSteps() {
    assertThat(parse("tokens=1&first=2").schedule(10, 7))
        .isEqualTo(new Schedule(10, 2_000_000, 0, new Steady(30), 1));
    assertThat(parse("tokens=1&pacing=engine-step").schedule(10, 7).stepNanos()).isEqualTo(7);
  }
}
