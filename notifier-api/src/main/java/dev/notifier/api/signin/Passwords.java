package dev.notifier.api.signin;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords with Argon2id (RFC 9106) and the parameters that OWASP recommends: 19 MiB, two
 * passes, one thread. A few at a time, because each needs the memory. Passwords are compared in
 * Unicode's form NFC (RFC 8265, 4.2): keyboards write Vietnamese letters in two ways. Thread-safe.
 */
final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);

  /** Requests that wait; each of them holds a thread. */
  private static final int MAX_WAITING = 12;

  private final Argon2PasswordEncoder encoder =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

  private final Semaphore permits;

  /** Of no password that anyone can send; a sign-in without a user takes as long as others. */
  private final String nobody;

  /**
   * @param parallel hashes at a time
   */
  Passwords(int parallel, String unguessable) {
    this.permits = new Semaphore(parallel, true);
    this.nobody = encoder.encode(unguessable);
  }

  /** A hash in the PHC format. */
  String hash(String password) {
    return limited(() -> encoder.encode(normalized(password)));
  }

  /**
   * Whether a password is that of a hash.
   *
   * @param hash null = there is none; then the answer is no, after the same time
   */
  boolean matches(String password, @Nullable String hash) {
    boolean equal =
        limited(() -> encoder.matches(normalized(password), hash == null ? nobody : hash));
    return equal && hash != null;
  }

  /** Whether a hash has other parameters than a new one. */
  boolean isOutdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  static String normalized(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  private <T> T limited(Supplier<T> work) {
    try {
      if (permits.getQueueLength() >= MAX_WAITING
          || !permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProblemException(ErrorCode.OVERLOADED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }
}
