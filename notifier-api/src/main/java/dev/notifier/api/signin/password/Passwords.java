package dev.notifier.api.signin.password;

import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.signin.password.HashPlaces.Newcomer;
import java.text.Normalizer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords with Argon2id (RFC 9106) and the parameters that OWASP recommends: 19 MiB, two
 * passes, one thread. A few at a time, because each needs the memory. Passwords are compared in
 * Unicode's form NFC (RFC 8265, 4.2): keyboards write Vietnamese letters in two ways. Thread-safe.
 */
public final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;

  private final Argon2PasswordEncoder encoder;
  private final HashPlaces places;

  private final String unguessable;

  /**
   * Of no password that anyone can send; a sign-in without a user takes as long as others. Computed
   * at the first sign-in, whether or not there is such a user.
   */
  private volatile @Nullable String unknownUserHash;

  /**
   * @param parallel hashes at a time, at least 2
   */
  public Passwords(int parallel, String unguessable) {
    this(parallel, unguessable, MEMORY_KIB, PASSES);
  }

  /**
   * As the other constructor, with another cost of a hash.
   *
   * @param memoryKib of a hash, at least 8
   * @param passes over this memory
   */
  Passwords(int parallel, String unguessable, int memoryKib, int passes) {
    this.encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, memoryKib, passes);
    this.places = new HashPlaces(parallel);
    this.unguessable = unguessable;
  }

  /** A hash in the PHC format, for a user who may set a password. */
  public String hash(String password) {
    return places.forKnown(() -> encoder.encode(normalized(password)));
  }

  /**
   * A password that was compared.
   *
   * @param hash null = there was none
   * @param right whether the password is that of the hash
   */
  public record Checked(@Nullable String hash, boolean right) {}

  /**
   * Compares a password with a hash.
   *
   * @param hash read when the password has a place, so that nothing is counted of one that gets
   *     none; if there is none, the password is wrong after the same time
   * @param newcomer who is not known; null = the user has signed in from there
   * @throws ProblemException 503 if it was not checked
   */
  public Checked check(
      String password, Supplier<Optional<String>> hash, @Nullable Newcomer newcomer) {
    Supplier<Checked> check =
        () -> {
          String unknownUser = unknownUserHash();
          Optional<String> found = hash.get();
          boolean equal = encoder.matches(normalized(password), found.orElse(unknownUser));
          return new Checked(found.orElse(null), equal && found.isPresent());
        };
    return newcomer == null ? places.forKnown(check) : places.forUnknown(newcomer, check);
  }

  /** Two that compute it at the same time may compute different ones. */
  private String unknownUserHash() {
    String known = unknownUserHash;
    if (known == null) {
      known = encoder.encode(unguessable);
      unknownUserHash = known;
    }
    return known;
  }

  /** Whether a hash has other parameters than a new one. */
  public boolean isOutdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  static String normalized(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }
}
