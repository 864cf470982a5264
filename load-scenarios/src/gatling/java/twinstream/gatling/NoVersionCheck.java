package twinstream.gatling;

import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;
import org.jspecify.annotations.Nullable;

/// Preferences that live in memory and say that Gatling asked for newer versions a short while ago.
/// Gatling has no other switch for the request that it sends out when it starts. Found by the
/// platform through `META-INF/services`; the user's own preferences are neither read nor written.
public final class NoVersionCheck implements PreferencesFactory {
  private static final Preferences ROOT = new Answer(null, "");

  @Override
  public Preferences systemRoot() {
    return ROOT;
  }

  @Override
  public Preferences userRoot() {
    return ROOT;
  }

  /// Every node gives the same answers.
  private static final class Answer extends AbstractPreferences {
    Answer(@Nullable AbstractPreferences parent, String name) {
      super(parent, name);
    }

    @Override
    protected @Nullable String getSpi(String key) {
      return switch (key) {
        // In the year 2100.
        case "lastCheckTimestamp" -> "4102444800000";
        case "lastCheckSuccess" -> "false";
        default -> null;
      };
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
      return new Answer(this, name);
    }

    @Override
    protected void putSpi(String key, String value) {}

    @Override
    protected void removeSpi(String key) {}

    @Override
    protected void removeNodeSpi() {}

    @Override
    protected String[] keysSpi() {
      return new String[0];
    }

    @Override
    protected String[] childrenNamesSpi() {
      return new String[0];
    }

    @Override
    protected void syncSpi() {}

    @Override
    protected void flushSpi() {}
  }
}
