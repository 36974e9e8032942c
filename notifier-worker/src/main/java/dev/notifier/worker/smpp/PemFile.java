package dev.notifier.worker.smpp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PEM file (RFC 7468) that a configuration key names. */
final class PemFile {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final long MAX_FILE_OCTETS = 1 << 20;

  private final String key;
  private final String file;
  private final String text;

  private PemFile(String key, String file, String text) {
    this.key = key;
    this.file = file;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @param key of the configuration, for the words of an error
   */
  static PemFile at(String key, String file) throws ConnectionLostException {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MAX_FILE_OCTETS) {
        throw new ConnectionLostException(key + ": " + file + " is too large for a PEM file");
      }
      return new PemFile(key, file, Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (ConnectionLostException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ConnectionLostException(
          key
              + ": the file "
              + file
              + " cannot be read; check its name and that the worker may"
              + " read it",
          e);
    }
  }

  /** All certificates, in the order of the file. */
  List<? extends Certificate> certificates() throws ConnectionLostException {
    try {
      List<? extends Certificate> found =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(
                      new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
      if (found.isEmpty()) {
        throw wrong("holds no certificate; name a PEM file with BEGIN CERTIFICATE", null);
      }
      return found;
    } catch (CertificateException e) {
      throw wrong("holds no certificate that can be read; name a PEM file", e);
    }
  }

  PrivateKey privateKey() throws ConnectionLostException {
    Matcher found = PRIVATE_KEY.matcher(text);
    if (!found.find()) {
      throw wrong(
          "holds no PKCS#8 key without a password; convert it with openssl pkcs8 -topk8 -nocrypt",
          null);
    }
    PKCS8EncodedKeySpec spec;
    try {
      spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
    } catch (IllegalArgumentException e) {
      throw wrong("is damaged; copy it anew", e);
    }
    return KEY_ALGORITHMS.stream()
        .flatMap(algorithm -> key(algorithm, spec).stream())
        .findFirst()
        .orElseThrow(
            () -> wrong("holds a key of a kind that is not known; use RSA, EC or Ed25519", null));
  }

  private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec spec) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private ConnectionLostException wrong(String what, @Nullable Throwable cause) {
    String message = key + ": the file " + file + " " + what;
    return cause == null
        ? new ConnectionLostException(message)
        : new ConnectionLostException(message, cause);
  }
}
