package dev.notifier.api.access;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored API key as its holder sends it: {@code nk_<kind>_<id>_<secret>}. The id has 60 bits and
 * is no secret. The secret has 256 random bits, so that SHA-256 is enough to store it: a slow hash
 * protects what people choose (NIST SP 800-63B, 3.1.1.2). The prefix lets scanners of source code
 * find keys.
 *
 * @param text the whole key; secret
 */
record KeyToken(String id, String text) {
  private static final String PREFIX = "nk_";
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_LETTERS = 12;
  private static final int SECRET_BYTES = 32;

  private static final Pattern FORM = Pattern.compile("nk_[a-z]{1,10}_([a-z2-9]{12})_[0-9a-f]{64}");

  /** Makes a key with a new id. */
  static KeyToken create(KeyKind kind, RandomGenerator random) {
    StringBuilder id = new StringBuilder(ID_LETTERS);
    for (int i = 0; i < ID_LETTERS; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return create(kind, id.toString(), random);
  }

  /** Makes a key with another secret. */
  static KeyToken create(KeyKind kind, String id, RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new KeyToken(id, prefix(kind, id) + "_" + HexFormat.of().formatHex(secret));
  }

  /** The readable part of a key, such as {@code nk_live_abcdefghijkm}. */
  static String prefix(KeyKind kind, String id) {
    return PREFIX + kind.id() + "_" + id;
  }

  /** Reads what a caller sent; empty if it is no stored key. */
  static Optional<KeyToken> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() ? Optional.of(new KeyToken(matcher.group(1), text)) : Optional.empty();
  }

  /** What is stored of the key. */
  String hash() {
    return HexFormat.of().formatHex(digest());
  }

  /** Whether it is the key of one of the hashes that are accepted. Takes the same time for all. */
  boolean isOf(KeyRecord key, Instant now) {
    byte[] hash = hash().getBytes(StandardCharsets.US_ASCII);
    boolean found = false;
    for (KeyRecord.Secret secret : key.secrets()) {
      boolean equal = MessageDigest.isEqual(hash, secret.hash().getBytes(StandardCharsets.UTF_8));
      found |= equal && secret.isValid(now);
    }
    return found;
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "KeyToken[" + id + "]";
  }
}
