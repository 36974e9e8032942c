package dev.notifier.store.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The secrets of the audit, which are not in the database. They are derived from the privacy key
 * with HKDF-SHA256 (RFC 5869), so that no other use of it yields the same bytes. Thread-safe.
 */
public final class AuditKey {
  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac chain;
  private final Mac subjects;
  private final Mac removals;
  private final int id;

  private AuditKey(String privacyKey) throws GeneralSecurityException {
    chain = mac(derived(privacyKey, "notifier chain of the audit"));
    subjects = mac(derived(privacyKey, "notifier subjects of the audit"));
    removals = mac(derived(privacyKey, "notifier removals of the audit"));
    id =
        ByteBuffer.wrap(derived(privacyKey, "notifier id of the key of the audit").getEncoded())
            .getInt();
  }

  /**
   * The secrets of all programs that have this privacy key.
   *
   * @param privacyKey {@code notifier.privacy-key}; not empty
   */
  public static AuditKey of(String privacyKey) {
    try {
      return new AuditKey(privacyKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no HKDF-SHA256", e);
    }
  }

  private static SecretKey derived(String privacyKey, String purpose)
      throws GeneralSecurityException {
    HKDFParameterSpec parameters =
        HKDFParameterSpec.ofExtract().addIKM(utf8(privacyKey)).thenExpand(utf8(purpose), BYTES);
    return KDF.getInstance("HKDF-SHA256").deriveKey(ALGORITHM, parameters);
  }

  private static Mac mac(SecretKey key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(ALGORITHM);
    mac.init(key);
    return mac;
  }

  /** Another number for another key. */
  int id() {
    return id;
  }

  /** A new computation of a hash of the chain. */
  Mac chain() {
    return copy(chain);
  }

  /** The first 128 bits of an HMAC over some texts, of which no two lists have the same. */
  ByteBuffer subject(String... texts) {
    return ByteBuffer.wrap(hash(subjects, texts));
  }

  /** An HMAC by which the entry of a removal shows that a program with the key wrote it. */
  String removal(String month, long firstBlock, String hash) {
    return HexFormat.of().formatHex(hash(removals, month, String.valueOf(firstBlock), hash));
  }

  private static byte[] hash(Mac key, String... texts) {
    Mac mac = copy(key);
    for (String text : texts) {
      byte[] utf8 = utf8(text);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
      mac.update(utf8);
    }
    return mac.doFinal();
  }

  private static Mac copy(Mac mac) {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          ALGORITHM + " of this Java runtime cannot be copied; use a standard JDK", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
