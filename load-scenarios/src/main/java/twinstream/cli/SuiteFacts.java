package twinstream.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Version;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.HdrHistogram.Histogram;
import org.apache.commons.statistics.distribution.TDistribution;
import org.eclipse.jetty.util.Jetty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import twinstream.result.Environment;
import twinstream.trial.StartFlags;

/// Which build of the suite runs, and on which libraries; each library says so itself.
final class SuiteFacts {
  /// Name of the fact that differs between any two builds that run other code.
  static final String CODE = "code";

  private static final String HISTOGRAM_PROPERTIES =
      "/META-INF/maven/org.hdrhistogram/HdrHistogram/pom.properties";

  private SuiteFacts() {}

  /// The environment of a run that begins now.
  static Environment environment() {
    return Environment.capture(StartFlags.read(), read());
  }

  static Map<String, String> read() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", SuiteVersion.number());
    facts.put("commit", SuiteVersion.commit());
    facts.put(CODE, CodeHash.ofClassPath());
    facts.put("jetty", Jetty.VERSION);
    facts.put("netty", netty());
    facts.put("micrometer", manifest(MeterRegistry.class));
    facts.put("hdrhistogram", histogram());
    facts.put("jackson", manifest(JsonMapper.class));
    facts.put("commons-statistics", manifest(TDistribution.class));
    return facts;
  }

  private static String netty() {
    Version version = Version.identify().get("netty-transport");
    return version == null ? "unknown" : version.artifactVersion();
  }

  // Its manifest names no implementation version, and its constant would be that of the compiler.
  private static String histogram() {
    var properties = new Properties();
    try (InputStream in = Histogram.class.getResourceAsStream(HISTOGRAM_PROPERTIES)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException _) {
      // Unknown, then.
    }
    return properties.getProperty("version", "unknown");
  }

  private static String manifest(Class<?> type) {
    @Nullable String version = type.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
