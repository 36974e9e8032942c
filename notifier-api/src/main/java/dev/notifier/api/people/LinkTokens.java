package dev.notifier.api.people;

import dev.notifier.api.sessions.Sha256;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The tokens of links: {@code tl_} and 256 random bits. Only a hash of each is stored. Thread-safe.
 */
final class LinkTokens {
  private static final String PREFIX = "tl_";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("tl_[A-Za-z0-9_-]{43}");

  private final RandomGenerator random;

  /**
   * @param random cryptographically strong
   */
  LinkTokens(RandomGenerator random) {
    this.random = random;
  }

  /** Makes a token; secret. */
  String create() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is stored of a token; empty if the text is none. */
  static Optional<byte[]> hash(String token) {
    return FORM.matcher(token).matches() ? Optional.of(Sha256.of(token)) : Optional.empty();
  }
}
