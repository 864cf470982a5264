package twinstream.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// Version of the suite, and the commit that it was built from as the launcher tells it.
final class SuiteVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"twinstream " + number() + " (" + commit() + ")"};
  }

  static String number() {
    var properties = new Properties();
    try (InputStream in = SuiteVersion.class.getResourceAsStream("suite.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException _) {
      // Unknown, then.
    }
    return properties.getProperty("version", "unknown");
  }

  /// Abbreviated commit, with `+` for uncommitted changes; `unknown` outside a checkout.
  static String commit() {
    return System.getProperty("twinstream.commit", "unknown");
  }
}
