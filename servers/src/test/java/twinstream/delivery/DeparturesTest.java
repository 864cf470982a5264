package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeparturesTest {
  private final Departures departures = new Departures();

  @Test
  void forgetTheOldestWhenThereAreTooMany() {
    for (int i = 0; i <= Departures.MOST; i++) {
      departures.add("r" + i, i, i);
    }

    assertThat(departures.all()).isEqualTo(Departures.MOST + 1);
    assertThat(departures.latest()).hasSize(Departures.MOST);
    assertThat(departures.latest().getFirst().reply()).isEqualTo("r1");
    assertThat(departures.latest().getLast().reply()).isEqualTo("r" + Departures.MOST);
  }
}
