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
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.jspecify.annotations.Nullable;

/** Reads a PEM file with a key of the curve P-256: a private one (PKCS#8), or a public one. */
final class KeyFile {
  static final String SETTING = "notifier.certificates.key-files";

  private static final long MAX_BYTES = 1 << 16;

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
      byte[] der = content(text, "PRIVATE KEY");
      if (der != null) {
        ECPrivateKey privateKey =
            (ECPrivateKey)
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
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
    byte[] der = content(text, "PUBLIC KEY");
    return der == null
        ? null
        : (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
  }

  /** The first content with a label (RFC 7468); null if there is none. */
  private static byte @Nullable [] content(String text, String label) {
    String beginning = "-----BEGIN " + label + "-----";
    int begin = text.indexOf(beginning);
    int end = text.indexOf("-----END " + label + "-----");
    return begin < 0 || end < begin
        ? null
        : Base64.getMimeDecoder().decode(text.substring(begin + beginning.length(), end));
  }

  /** The JDK cannot multiply points. */
  private static ECPublicKey publicKey(ECPrivateKey key) throws GeneralSecurityException {
    var point = ECNamedCurveTable.getParameterSpec("P-256").getG().multiply(key.getS()).normalize();
    ECPoint affine =
        new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
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
    throw error("the file " + file + " cannot be read", "Name a PEM file that the api may read");
  }

  static ConfigurationException error(String problem, String advice) {
    return ConfigurationException.of(new ConfigError(SETTING, problem, advice));
  }
}
