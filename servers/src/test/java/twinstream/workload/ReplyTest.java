package twinstream.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
  /// The hashes come from a second implementation, in another language; a machine or a version that
  /// gives other tokens or due times fails here.
  @ParameterizedTest
  @CsvSource({
    "1, f839975824f694cc4bc7a80457dbd6be0142aff9be0f731580c13732147f8235, 6ebf7a07fd51b69aba260e16fc9b68921a9466e2beb00a5b6d9289bcbcfa990d",
    "42, 1b651713ceb916807178557f8b3dd1142cd20c72a7a8a29f2c1afbd32de46be8, f4cdbb13de84697ea442695cb9dc59135046ad37120f2d2a1a4cfa3dda85996c",
    "-1, 9fe9630eadd74c6c3af9cb3c44b7f8477db316b21ef5080385cc99be8e510666, e161b645129319439b5eecdf62ea350b6f2d38b72429fef4649576014cab3f30",
  })
  void isTheSameOnEveryMachine(long seed, String text, String dueTimes)
      throws NoSuchAlgorithmException {
    MessageDigest tokens = MessageDigest.getInstance("SHA-256");
    MessageDigest dues = MessageDigest.getInstance("SHA-256");
    Reply reply = new Reply(seed, 10_000, TokenCorpus.standard());
    Cursor cursor = new Schedule(0, 0, 0, new Gamma(30), seed).cursor(0);
    for (int i = 0; i < reply.tokens(); i++) {
      tokens.update(reply.token(i).text());
      tokens.update((byte) 0);
      dues.update(ByteBuffer.allocate(Long.BYTES).putLong(0, cursor.dueNanos()));
      cursor.advance();
    }
    assertThat(HexFormat.of().formatHex(tokens.digest())).isEqualTo(text);
    assertThat(HexFormat.of().formatHex(dues.digest())).isEqualTo(dueTimes);
  }

  @Test
  void goesOnFromTheStartWhereTheCorpusEnds() {
    TokenCorpus corpus = TokenCorpus.of("abc".getBytes(US_ASCII), "1 1 1");
    Reply reply = new Reply(5, 7, corpus);
    for (int i = 3; i < 7; i++) {
      assertThat(reply.token(i).text()).isEqualTo(reply.token(i - 3).text());
      assertThat(reply.token(i).index()).isEqualTo(i);
    }
    assertThat(reply.token(1).text()).isNotEqualTo(reply.token(0).text());
  }

  @Test
  void endsAfterItsTokens() {
    Reply reply = new Reply(1, 3, TokenCorpus.standard());
    assertThatThrownBy(() -> reply.token(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new Reply(1, 0, TokenCorpus.standard()))
        .hasMessage("tokens must be from 1 to 100000, but is 0");
  }
}
