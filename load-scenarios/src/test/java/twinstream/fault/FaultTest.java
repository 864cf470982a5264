package twinstream.fault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import twinstream.fault.Fault.CutAfter;
import twinstream.fault.Fault.Delay;
import twinstream.fault.Fault.Jitter;
import twinstream.fault.Fault.MessageFault;
import twinstream.fault.Fault.MessageFault.Kind;
import twinstream.fault.Fault.Rate;

class FaultTest {
  @Test
  void refusesWhatIsOutOfRangeWithNameRuleAndValue() {
    refuses(() -> new Delay(Duration.ofSeconds(11)), "delay must be from 0 to 10 s, but is 11 s");
    refuses(
        () -> new Jitter(Duration.ofMillis(5), Duration.ofMillis(6), 1),
        "jitter must be from 0 to 5 ms, but is 6 ms");
    refuses(() -> new Rate(0), "bytesPerSecond must be from 1 to 10000000000, but is 0");
    refuses(() -> new CutAfter(-1), "bytes must be at least 0, but is -1");
    refuses(
        () -> new MessageFault(Kind.DROP, -1), "message must be from 0 to 2147483647, but is -1");
  }

  @Test
  void refusesTwoOfAKindInOneDirection() {
    refuses(
        () -> new Way().set(new Rate(1), new Rate(2)),
        "a direction takes one fault of a kind, but Rate stands twice");
    refuses(
        () -> new Way().set(new CutAfter(1), new CutAfter(2).onEveryConnection()),
        "a direction takes one fault of a kind, but CutAfter stands twice");
    refuses(
        () -> new Way().set(new MessageFault(Kind.DROP, 3), new MessageFault(Kind.SWAP, 3)),
        "a direction takes one fault of a kind, but a fault on message 3 stands twice");
  }

  @Test
  void refusesATargetThatIsNotResolved() {
    refuses(
        () -> FaultProxy.to(InetSocketAddress.createUnresolved("nowhere", 1)).close(),
        "target must be a resolved address, but is nowhere/<unresolved>:1."
            + " Is the host's name right?");
  }

  private static void refuses(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
  }
}
