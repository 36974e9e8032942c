package dev.notifier.console.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Signs in once with a code that the operator of the program has set, as the holder of {@code
 * notifier.api-key}. The browser never gets that key: its cookie has a random value, which is known
 * until the program ends. Thread-safe.
 */
public final class LocalSessions {
  /** How long after the start the code is accepted. */
  static final Duration VALID = Duration.ofMinutes(30);

  private static final Duration LENGTH = Duration.ofHours(12);
  private static final String PREFIX = "local-";
  private static final int BYTES = 32;

  private final String key;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Instant codeEnds;
  private String code;
  private @Nullable String cookie;
  private Instant cookieEnds = Instant.MIN;

  /**
   * @param code that is accepted once; empty for none
   * @param key whose rights the session has
   */
  public LocalSessions(String code, String key, InstantSource clock, RandomGenerator random) {
    this.code = code;
    this.key = key;
    this.clock = clock;
    this.random = random;
    codeEnds = clock.instant().plus(VALID);
  }

  /** Uses the code: the value of the cookie of a new session, or nothing if it is wrong or used. */
  public synchronized Optional<String> signIn(String given) {
    if (code.isEmpty() || !equal(code, given) || !clock.instant().isBefore(codeEnds)) {
      return Optional.empty();
    }
    code = "";
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    cookie = PREFIX + HexFormat.of().formatHex(bytes);
    cookieEnds = clock.instant().plus(LENGTH);
    return Optional.of(cookie);
  }

  /** Ends the session of a cookie. */
  public synchronized void end(String value) {
    if (cookie != null && equal(cookie, value)) {
      cookie = null;
    }
  }

  /** The token that a cookie is for: the cookie itself, unless it is of a session of this class. */
  synchronized String tokenOf(String value) {
    if (!value.startsWith(PREFIX)) {
      return value;
    }
    boolean valid = cookie != null && equal(cookie, value) && clock.instant().isBefore(cookieEnds);
    return valid ? key : "";
  }

  /** Whether a cookie is of a session of this class that has not ended. */
  synchronized boolean isOpen(String value) {
    return value.startsWith(PREFIX) && !tokenOf(value).isEmpty();
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
