package dev.notifier.config.addresses;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads the file of {@code notifier.http.trust-certificates}. */
public final class TrustFile {
  private static final long MAX_BYTES = 1 << 20;

  private TrustFile() {}

  /** Returns the certificates of a PEM file; none if it cannot be read or is no such file. */
  public static List<X509Certificate> certificates(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) || Files.size(path) > MAX_BYTES) {
        return List.of();
      }
      try (InputStream in = Files.newInputStream(path)) {
        return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
            .map(X509Certificate.class::cast)
            .toList();
      }
    } catch (IOException | CertificateException | InvalidPathException e) {
      return List.of();
    }
  }
}
