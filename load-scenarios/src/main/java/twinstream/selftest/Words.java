package twinstream.selftest;

import java.util.Locale;
import java.util.Optional;

/// Numbers as findings tell them.
final class Words {
  private Words() {}

  static String ms(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  static String of(Optional<? extends Enum<?>> constant) {
    return constant.map(one -> one.name().toLowerCase(Locale.ROOT)).orElse("nobody");
  }
}
