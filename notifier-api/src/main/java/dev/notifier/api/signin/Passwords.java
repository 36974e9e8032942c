package dev.notifier.api.signin;

import dev.notifier.api.problem.ProblemException;
import java.text.Normalizer;
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

  private final Argon2PasswordEncoder encoder =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

  private final HashPlaces places;

  /** Of no password that anyone can send; a sign-in without a user takes as long as others. */
  private final String unknownUserHash;

  /**
   * @param parallel hashes at a time, at least 2
   */
  Passwords(int parallel, String unguessable) {
    this.places = new HashPlaces(parallel);
    this.unknownUserHash = encoder.encode(unguessable);
  }

  /** A hash in the PHC format, for who may set a password. */
  String hash(String password) {
    return places.forKnown(() -> encoder.encode(normalized(password)));
  }

  /**
   * Whether a password is that of a hash.
   *
   * @param hash null = there is none; then the answer is no, after the same time
   * @param unknown the machine of who is not known; null = the user has signed in from there
   * @throws ProblemException 503 if it was not checked
   */
  boolean matches(String password, @Nullable String hash, @Nullable String unknown) {
    Supplier<Boolean> check =
        () -> encoder.matches(normalized(password), hash == null ? unknownUserHash : hash);
    boolean equal = unknown == null ? places.forKnown(check) : places.forUnknown(unknown, check);
    return equal && hash != null;
  }

  /** Whether a hash has other parameters than a new one. */
  boolean isOutdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  static String normalized(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }
}
