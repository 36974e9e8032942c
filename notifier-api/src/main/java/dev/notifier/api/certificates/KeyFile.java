package dev.notifier.api.certificates;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import dev.notifier.config.ConfigError;
import dev.notifier.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/** Reads a PEM file with a key of the curve P-256: a private one, or a public one. */
final class KeyFile {
  static final String SETTING = "notifier.certificates.key-files";

  private static final long MAX_BYTES = 1 << 16;
  private static final String BEGIN_PUBLIC = "-----BEGIN PUBLIC KEY-----";
  private static final String END_PUBLIC = "-----END PUBLIC KEY-----";

  private KeyFile() {}

  /**
   * Reads a key; its id is its thumbprint (RFC 7638).
   *
   * @throws ConfigurationException if the file has no such key
   */
  static ECKey read(String file) {
    String text = text(file);
    try {
      ECPublicKey published = publicKey(text);
      if (published != null) {
        return builder(published).build();
      }
      PemContent content = PemContent.of(text);
      PrivateKey key = content == null ? null : content.getPrivateKey();
      if (key instanceof ECPrivateKey privateKey) {
        return builder(publicKey(privateKey)).privateKey(privateKey).build();
      }
    } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
      // The message of a parser may quote the file.
    }
    throw error(
        "the file " + file + " has no key of the curve P-256",
        "Make one with openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  }

  private static ECKey.Builder builder(ECPublicKey key) throws JOSEException {
    if (!Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
      throw new JOSEException("Another curve");
    }
    return new ECKey.Builder(Curve.P_256, key).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint();
  }

  private static @Nullable ECPublicKey publicKey(String text) throws GeneralSecurityException {
    int begin = text.indexOf(BEGIN_PUBLIC);
    int end = text.indexOf(END_PUBLIC);
    if (begin < 0 || end < begin) {
      return null;
    }
    byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN_PUBLIC.length(), end));
    return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
  }

  /** The JDK cannot multiply points. */
  private static ECPublicKey publicKey(ECPrivateKey key) throws GeneralSecurityException {
    var point =
        ECNamedCurveTable.getParameterSpec("P-256").getG().multiply(key.getS()).normalize();
    ECPoint affine =
        new ECPoint(
            point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(affine, key.getParams()));
  }

  private static String text(String file) {
    try {
      Path path = Path.of(file);
      if (Files.isRegularFile(path) && Files.size(path) <= MAX_BYTES) {
        return Files.readString(path);
      }
    } catch (IOException | InvalidPathException e) {
      // Reported below.
    }
    throw error(
        "the file " + file + " cannot be read", "Name a PEM file that the api may read");
  }

  static ConfigurationException error(String problem, String advice) {
    return ConfigurationException.of(new ConfigError(SETTING, problem, advice));
  }
}
