package dev.notifier.api.signin;

import dev.notifier.api.sessions.DerivedKey;
import dev.notifier.store.users.RecoveryCodeStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;

/**
 * Codes of 60 random bits that replace the second factor once each. A keyed hash is stored, whose
 * key is not in the database. Changes join the transaction of the caller. Thread-safe.
 */
public final class RecoveryCodes {
  static final int COUNT = 10;

  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int GROUPS = 3;
  private static final int GROUP_LETTERS = 4;

  private final RecoveryCodeStore store;
  private final Mac mac;
  private final RandomGenerator random;

  RecoveryCodes(RecoveryCodeStore store, String privacyKey, RandomGenerator random) {
    this.store = store;
    this.mac = DerivedKey.hmac(privacyKey, "notifier recovery codes");
    this.random = random;
  }

  /** Replaces all codes of a user by ten new ones, which are shown once. */
  public List<String> renew(UUID user) {
    List<String> codes = new ArrayList<>(COUNT);
    while (codes.size() < COUNT) {
      codes.add(create());
    }
    store.replace(user, codes.stream().map(code -> hash(user, code)).toList());
    return codes;
  }

  /** Makes ten codes for a user who has none, which are shown once; empty if there are some. */
  public Optional<List<String>> renewIfNone(UUID user) {
    return store.count(user) > 0 ? Optional.empty() : Optional.of(renew(user));
  }

  /** Uses a code as its user types it; false if it is none, or was used. */
  boolean use(UUID user, String typed) {
    return store.use(user, hash(user, typed));
  }

  int count(UUID user) {
    return store.count(user);
  }

  private String create() {
    StringBuilder code = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      if (group > 0) {
        code.append('-');
      }
      for (int i = 0; i < GROUP_LETTERS; i++) {
        code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
    return code.toString();
  }

  /** Hyphens, spaces and capital letters do not matter. */
  private byte[] hash(UUID user, String code) {
    String letters = code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
    return DerivedKey.hash(mac, utf8(user + "|"), utf8(letters));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
