package twinstream.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class Utf8Test {
  @ParameterizedTest
  @EnumSource
  void allWaysComeToTheSameText(Utf8.Script script) {
    var utf8 = new Utf8();
    utf8.script = script;
    utf8.setUp();
    for (int i = 0; i < 64; i++) {
      int index = utf8.next();
      String text = new String(utf8.message(index), UTF_8);

      assertThat(utf8.newString(index)).isEqualTo(text);
      assertThat(utf8.decoded(index).toString()).isEqualTo(text);
      assertThat(utf8.jettys(index)).isEqualTo(text);
      assertThat(utf8.compared(index)).isTrue();
      assertThat(text.chars().anyMatch(c -> c > 0x7F)).isEqualTo(script == Utf8.Script.CHINESE);
    }
  }
}
