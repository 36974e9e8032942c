import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a certificate of a notification: java CheckCertificate.java CERTIFICATE KEYS, where
 * CERTIFICATE is a file with the JWS, and KEYS one with the response of GET /v1/certificate-keys.
 * Prints what was signed. Get the keys from the issuer, not from the person who shows the certificate.
 */
public final class CheckCertificate {
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

  private CheckCertificate() {}

  public static void main(String[] args) throws Exception {
    String jws = Files.readString(Path.of(args[0])).strip();
    String keys = Files.readString(Path.of(args[1]));
    if (!isValid(jws, keys)) {
      System.err.println("NOT VALID: changed, or signed with a key that is not in " + args[1]);
      System.exit(1);
    }
    System.out.println(text(jws.split("\\.")[1]));
  }

  static boolean isValid(String jws, String keys) {
    String[] parts = jws.split("\\.", -1);
    try {
      String header = text(parts[0]);
      if (parts.length != 3
          || !value(header, "alg").equals("ES256")
          || !value(header, "typ").equals("notifier-certificate")) {
        return false;
      }
      Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
      check.initVerify(key(keys, value(header, "kid")));
      check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return check.verify(BASE64.decode(parts[2]));
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static PublicKey key(String keys, String id) throws GeneralSecurityException {
    Matcher objects = Pattern.compile("\\{[^{}]*}").matcher(keys);
    while (objects.find()) {
      String key = objects.group();
      if (value(key, "kid").equals(id)) {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(number(value(key, "x")), number(value(key, "y")));
        return KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
      }
    }
    throw new GeneralSecurityException("No key " + id);
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, BASE64.decode(base64));
  }

  private static String text(String base64) {
    return new String(BASE64.decode(base64), StandardCharsets.UTF_8);
  }

  /** The value of a field whose texts need no escapes. */
  private static String value(String json, String field) {
    Matcher found =
        Pattern.compile('"' + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }
}
