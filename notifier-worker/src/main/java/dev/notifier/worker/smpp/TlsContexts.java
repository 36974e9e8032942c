package dev.notifier.worker.smpp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes what TLS needs from a route's PEM files, anew for each connection: files get replaced. */
final class TlsContexts {
  private TlsContexts() {}

  /**
   * The context of a connection.
   *
   * @throws ConnectionLostException saying which file is wrong and what to do
   */
  static SSLContext of(ConnectionSettings.Tls tls) throws ConnectionLostException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(tls), trustManagers(tls), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConnectionLostException(
          "TLS cannot be set up from the files of tls: "
              + e.getMessage()
              + "; check that"
              + " tls.certificate and tls.private-key belong together",
          e);
    }
  }

  private static TrustManager @Nullable [] trustManagers(ConnectionSettings.Tls tls)
      throws ConnectionLostException, GeneralSecurityException {
    if (tls.trustCertificates().isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    List<? extends Certificate> trusted =
        PemFile.at("tls.trust-certificates", tls.trustCertificates()).certificates();
    for (int i = 0; i < trusted.size(); i++) {
      store.setCertificateEntry("trusted-" + i, trusted.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keyManagers(ConnectionSettings.Tls tls)
      throws ConnectionLostException, GeneralSecurityException {
    if (tls.certificate().isEmpty()) {
      return null;
    }
    Certificate[] chain =
        PemFile.at("tls.certificate", tls.certificate()).certificates().toArray(new Certificate[0]);
    PrivateKey key = PemFile.at("tls.private-key", tls.privateKey()).privateKey();
    KeyStore store = emptyStore();
    char[] inMemoryOnly = new char[0];
    store.setKeyEntry("own", key, inMemoryOnly, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, inMemoryOnly);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException("an empty key store cannot be made", e);
    }
  }
}
