package dev.notifier.smsc.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.pem.util.PemUtils;

/** Loads the TLS context of a server from PEM files. */
public final class TlsContextLoader {
  private static final char[] NO_PASSWORD = new char[0];

  private TlsContextLoader() {}

  /**
   * Loads a certificate chain and its private key, which must not be encrypted.
   *
   * @throws IOException when a file cannot be used; the message names the option
   */
  public static SSLContext load(Path certificate, Path key) throws IOException {
    List<X509Certificate> chain =
        parse("--tls-certificate", certificate, "BEGIN CERTIFICATE", PemUtils::parseCertificate);
    PrivateKey privateKey = parse("--tls-key", key, "BEGIN PRIVATE KEY", PemUtils::parsePrivateKey);
    return SSLFactory.builder()
        .withIdentityMaterial(privateKey, NO_PASSWORD, chain)
        .build()
        .getSslContext();
  }

  private static <T> T parse(String option, Path file, String label, Function<String, T> parser)
      throws IOException {
    String pem;
    try {
      pem = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IOException(
          option + " " + file + " cannot be read; check the path and its permissions", e);
    }
    try {
      return parser.apply(pem);
    } catch (RuntimeException e) {
      throw new IOException(option + " " + file + " must be a PEM file with " + label, e);
    }
  }
}
