package twinstream.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class TokenCorpusTest {
  private final TokenCorpus corpus = TokenCorpus.standard();

  @Test
  void isCutAsTheTokenizerCutsIt() {
    String cuts = CutCorpus.cuts(new String(TokenCorpus.resource("corpus.txt"), UTF_8));
    assertThat(new String(TokenCorpus.resource("corpus.cuts"), US_ASCII))
        .as(CutCorpus.HOW)
        .isEqualTo(cuts);
  }

  @Test
  void addsUpToTheText() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < corpus.size(); i++) {
      all.writeBytes(corpus.text(i));
    }
    assertThat(all.toByteArray()).isEqualTo(TokenCorpus.resource("corpus.txt"));
  }

  @Test
  void hasOnlyWholeCharactersInEachToken() {
    for (int i = 0; i < corpus.size(); i++) {
      assertThat(CutCorpus.isWhole(corpus.text(i))).as("token %d", i).isTrue();
      assertThat(corpus.text(i)).as("token %d", i).isNotEmpty();
    }
  }

  @Test
  void hasTokensOfAModelsSize() {
    double mean = (double) TokenCorpus.resource("corpus.txt").length / corpus.size();
    assertThat(mean).isBetween(3.5, 5.0);
    assertThat(corpus.size()).isBetween(2_000, 5_000);
  }

  @Test
  void refusesCutsOfAnotherText() {
    assertThatThrownBy(() -> TokenCorpus.of("Hello".getBytes(UTF_8), "2 2"))
        .hasMessage(
            "The cuts add up to 4 bytes, but the corpus has 5: cut it again with CutCorpus");
  }
}
