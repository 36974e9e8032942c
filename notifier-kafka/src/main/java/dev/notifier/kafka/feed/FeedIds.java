package dev.notifier.kafka.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/**
 * Converts places in the feed to opaque ids and back. An id is signed for one tenant, so no one
 * makes one, changes one, or uses that of another tenant. It is encrypted, so that a tenant does
 * not see how many changes others have in the same partition. All programs with the same privacy
 * key make the same ids.
 *
 * <p>An id is Base64 (RFC 4648, section 5) of a byte with the version, the place, which is one
 * block of AES-256, and the first ten bytes of the HMAC-SHA256 (RFC 2104) of the tenant, the
 * version and this block. The keys are derived from the privacy key with HKDF-SHA256 (RFC 5869).
 * Thread-safe.
 */
public final class FeedIds {
  private static final String ALGORITHM = "HmacSHA256";

  /** Of one block, which is different for each place, so there is nothing to chain. */
  private static final String CIPHER = "AES/CBC/NoPadding";

  private static final int BLOCK_BYTES = 16;
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int PLACE_BYTES = 1 + BLOCK_BYTES;
  private static final int MAC_BYTES = 10;
  private static final int MAX_SHORT = 0xffff;

  /** The characters of an id. */
  public static final int CHARACTERS = (PLACE_BYTES + MAC_BYTES) / 3 * 4;

  private final SecretKey key;
  private final SecretKey encryption;

  private FeedIds(SecretKey key, SecretKey encryption) {
    this.key = key;
    this.encryption = encryption;
  }

  /** The ids of all programs that have this privacy key. */
  public static FeedIds of(String privacyKey) {
    return new FeedIds(
        derived(privacyKey, "notifier places in the feed", ALGORITHM),
        derived(privacyKey, "notifier places in the feed, encryption", "AES"));
  }

  private static SecretKey derived(String privacyKey, String purpose, String algorithm) {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(privacyKey.getBytes(StandardCharsets.UTF_8))
              .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no HKDF-SHA256", e);
    }
  }

  /** The id of a place, for the readers of a tenant. */
  public String id(String tenant, FeedPosition position) {
    byte[] block =
        ByteBuffer.allocate(BLOCK_BYTES)
            .putInt(position.topic())
            .putShort(unsigned(position.partition()))
            .putLong(position.offset())
            .putShort(unsigned(position.skip()))
            .array();
    byte[] place =
        ByteBuffer.allocate(PLACE_BYTES)
            .put(VERSION)
            .put(converted(Cipher.ENCRYPT_MODE, block))
            .array();
    byte[] id = Arrays.copyOf(place, PLACE_BYTES + MAC_BYTES);
    System.arraycopy(mac(tenant, place), 0, id, PLACE_BYTES, MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** The place that an id names; empty if it is not an id of this tenant. */
  public Optional<FeedPosition> position(String tenant, String id) {
    if (id.length() != CHARACTERS) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(id);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    byte[] place = Arrays.copyOf(bytes, PLACE_BYTES);
    byte[] mac = Arrays.copyOfRange(bytes, PLACE_BYTES, bytes.length);
    if (!MessageDigest.isEqual(mac, mac(tenant, place)) || place[0] != VERSION) {
      return Optional.empty();
    }
    byte[] block = Arrays.copyOfRange(place, 1, PLACE_BYTES);
    ByteBuffer buffer = ByteBuffer.wrap(converted(Cipher.DECRYPT_MODE, block));
    return Optional.of(
        new FeedPosition(
            buffer.getInt(),
            Short.toUnsignedInt(buffer.getShort()),
            buffer.getLong(),
            Short.toUnsignedInt(buffer.getShort())));
  }

  private byte[] converted(int mode, byte[] block) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, encryption, new IvParameterSpec(new byte[BLOCK_BYTES]));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no " + CIPHER, e);
    }
  }

  private byte[] mac(String tenant, byte[] place) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // The place has always the same length, so nothing needs to be between both.
      mac.update(place);
      mac.update(tenant.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no " + ALGORITHM, e);
    }
  }

  private static short unsigned(int number) {
    if (number > MAX_SHORT) {
      throw new IllegalArgumentException("A place has no number above " + MAX_SHORT);
    }
    return (short) number;
  }
}
