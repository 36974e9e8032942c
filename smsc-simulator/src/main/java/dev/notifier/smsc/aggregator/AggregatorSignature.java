package dev.notifier.smsc.aggregator;

import dev.notifier.smsc.aggregator.Aggregator.Signature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the parameters of a message. */
final class AggregatorSignature {
  private static final String HMAC = "HmacSHA256";

  private AggregatorSignature() {}

  /** The signature in hexadecimal digits; empty without an algorithm. */
  static String of(Signature signature, Map<String, String> values) {
    boolean md5 = signature.algorithm().equals("md5");
    byte[] text =
        signature.signed().stream()
            .map(name ->
                md5 && name.equals("secret") ? signature.secret() : values.getOrDefault(name, ""))
            .collect(Collectors.joining(signature.separator()))
            .getBytes(StandardCharsets.UTF_8);
    try {
      if (md5) {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
      }
      if (signature.algorithm().equals("none")) {
        return "";
      }
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(signature.secret().getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks MD5 or " + HMAC, e);
    }
  }
}
