package twinstream.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorruptionTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"i\":0;\"t\":\"Hello, \"}                       | {\"i\":0;\"t\":\"Hellx, \"}",
        "{\"i\":0;\"t\":\"max\"}                           | {\"i\":0;\"t\":\"may\"}",
        "{\"i\":0;\"t\":\"go\\n\\u00e9\"}                  | {\"i\":0;\"t\":\"gx\\n\\u00e9\"}",
        "{\"i\":0;\"t\":\" 42\"}                           | {\"i\":0;\"t\":\"xxx\"}",
        "{\"i\":0;\"t\":\"\\n\"}                           | {\"i\":0;\"t\":\"xx\"}",
        "{\"i\":0;\"t\":\"é\"}                             | {\"i\":0;\"t\":\"xx\"}",
        "{\"i\":0;\"t\":\"say \\\"t\\\":\\\"\"}            | {\"i\":0;\"t\":\"say \\\"x\\\":\\\"\"}",
        "[{\"delta\":{\"content\":\"Hi\"};\"finish\":null}] | [{\"delta\":{\"content\":\"Hx\"};\"finish\":null}]",
        "{\"type\":\"text-delta\";\"delta\":\"Hi\"}        | {\"type\":\"text-delta\";\"delta\":\"Hx\"}",
        "[DONE]                                            | [DONx]",
      },
      delimiter = '|')
  void changesTheTextAndNothingElse(String message, String changed) {
    assertThat(new String(Corruption.of(message.getBytes(UTF_8)), UTF_8)).isEqualTo(changed);
  }
}
