package twinstream.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The certificate that every server shows, as a client knows it that trusts no other.
public final class ShippedCertificate {
  private static final String KEY_STORE = "/twinstream/server/localhost.p12";
  private static final char[] PASSWORD = "twinstream".toCharArray();

  private ShippedCertificate() {}

  public static SSLContext trusted() {
    try (InputStream file = ShippedCertificate.class.getResourceAsStream(KEY_STORE)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(Objects.requireNonNull(file, KEY_STORE), PASSWORD);
      KeyStore certificates = KeyStore.getInstance("PKCS12");
      certificates.load(null, null);
      for (String alias : Collections.list(keys.aliases())) {
        certificates.setCertificateEntry(alias, keys.getCertificate(alias));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(certificates);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
