package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import twinstream.reader.Target;

class RouteTest {
  private final Route route = new Route(servers(), false);

  private static List<Target> servers() {
    return Stream.of(1, 2, 3)
        .map(port -> new Target(new InetSocketAddress("127.0.0.1", port), "/"))
        .toList();
  }

  @Test
  void takesServersInTurn() {
    assertThat(IntStream.range(0, 6).map(_ -> route.next())).containsExactly(0, 1, 2, 0, 1, 2);
  }

  @Test
  void passesOverServersThatAreDownUntilTheyAreUp() {
    route.tell(1, false);
    assertThat(IntStream.range(0, 4).map(_ -> route.next())).containsExactly(0, 2, 0, 2);

    route.tell(1, true);
    assertThat(IntStream.range(0, 3).map(_ -> route.next())).containsExactly(0, 1, 2);
  }

  @Test
  void triesSomeServerWhenAllAreDown() {
    IntStream.range(0, 3).forEach(server -> route.tell(server, false));

    assertThat(route.next()).isBetween(0, 2);
  }

  @Test
  void bringsThoseWhoComeBackToAnyServerOrToTheirOwn() {
    assertThat(IntStream.range(0, 3).map(_ -> route.again(2))).containsExactly(0, 1, 2);
    assertThat(IntStream.range(0, 3).map(_ -> new Route(servers(), true).again(2))).containsOnly(2);
  }

  @Test
  void knowsHowAServerIsReached() {
    Target asked = route.at(1, "/stream?tokens=1");

    assertThat(asked.address().getPort()).isEqualTo(2);
    assertThat(asked.pathAndQuery()).isEqualTo("/stream?tokens=1");
  }
}
