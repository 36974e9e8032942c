package dev.notifier.config.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A PEM file of the configuration.
 *
 * @param key below {@code notifier.kafka.security}
 */
record PemFile(String key, String file) {
  private static final long MAX_BYTES = 1 << 20;

  /** The text of a file that has certificates. */
  String certificates() {
    String text = read();
    parseCertificates(text);
    return text;
  }

  /** The text of a file that has a private key without a password. */
  String privateKey() {
    String text = read();
    parsePrivateKey(text);
    return text;
  }

  /** Checks that a private key belongs to the first certificate of this file. */
  void requireKey(PemFile privateKey) {
    PublicKey certified = parseCertificates(read()).getFirst().getPublicKey();
    if (!belongs(privateKey.parsePrivateKey(privateKey.read()), certified)) {
      throw new PemFileException(
          privateKey.key,
          "the key in " + privateKey.file + " does not belong to the certificate in " + file,
          "Name the key with which the certificate was requested");
    }
  }

  private List<X509Certificate> parseCertificates(String text) {
    try {
      List<X509Certificate> certificates =
          Objects.requireNonNull(PemContent.of(text)).getCertificates();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (RuntimeException e) {
      // Reported below; the message of the parser may quote the file.
    }
    throw new PemFileException(
        key, "the file " + file + " has no certificate", "Name a PEM file with BEGIN CERTIFICATE");
  }

  private PrivateKey parsePrivateKey(String text) {
    // Kafka reads PKCS#8 only, while Spring Boot also reads the older forms.
    if (text.contains("BEGIN PRIVATE KEY")) {
      try {
        return Objects.requireNonNull(Objects.requireNonNull(PemContent.of(text)).getPrivateKey());
      } catch (RuntimeException e) {
        // Reported below.
      }
    }
    throw new PemFileException(
        key,
        "the file " + file + " has no private key in PKCS#8 without a password",
        "Convert it with openssl pkcs8 -topk8 -nocrypt");
  }

  private String read() {
    Path path = Path.of(file);
    try {
      if (Files.isRegularFile(path) && Files.size(path) <= MAX_BYTES) {
        return Files.readString(path);
      }
    } catch (IOException e) {
      // Reported below.
    }
    throw new PemFileException(
        key, "the file " + file + " cannot be read", "Name a PEM file that this program may read");
  }

  private static boolean belongs(PrivateKey key, PublicKey certified) {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key.getAlgorithm().toUpperCase(Locale.ROOT)) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EDDSA" -> "EdDSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] content = {1};
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(content);
      byte[] signature = signer.sign();
      signer.initVerify(certified);
      signer.update(content);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
