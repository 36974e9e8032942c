package dev.notifier.api.sessions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * Makes and checks tokens of sessions: {@code ns_<secret>_<check>}. The secret has 256 random bits.
 * The check is the beginning of a keyed hash of it, so that an invented token is refused without
 * PostgreSQL. Thread-safe.
 */
final class SessionTokens {
  private static final String PREFIX = "ns_";
  private static final int SECRET_BYTES = 32;
  private static final int CHECK_BYTES = 8;
  private static final Pattern FORM = Pattern.compile("ns_([0-9a-f]{64})_([0-9a-f]{16})");

  private final Mac mac;
  private final RandomGenerator random;

  /**
   * @param random cryptographically strong
   */
  SessionTokens(String privacyKey, RandomGenerator random) {
    this.mac = DerivedKey.hmac(privacyKey, "notifier tokens of sessions");
    this.random = random;
  }

  /** Makes a token; secret. */
  String create() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = HexFormat.of().formatHex(bytes);
    return PREFIX + secret + "_" + HexFormat.of().formatHex(check(secret));
  }

  /** Whether a text is a token that a program with this privacy key has made. */
  boolean isGenuine(String text) {
    Matcher token = FORM.matcher(text);
    return token.matches()
        && MessageDigest.isEqual(check(token.group(1)), HexFormat.of().parseHex(token.group(2)));
  }

  private byte[] check(String secret) {
    return Arrays.copyOf(
        DerivedKey.hash(mac, secret.getBytes(StandardCharsets.US_ASCII)), CHECK_BYTES);
  }
}
