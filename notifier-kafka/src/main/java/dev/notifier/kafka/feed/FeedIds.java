package dev.notifier.kafka.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Converts places in the feed to opaque ids and back. An id is signed for one tenant, so no one
 * makes one, changes one, or uses that of another tenant. All programs with the same privacy key
 * make the same ids.
 *
 * <p>An id is Base64 (RFC 4648, section 5) of a byte with the version, the place, and the first ten
 * bytes of the HMAC-SHA256 (RFC 2104) of the tenant, the version and the place. The secret is
 * derived from the privacy key with HKDF-SHA256 (RFC 5869). Thread-safe.
 */
public final class FeedIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE =
      "notifier places in the feed".getBytes(StandardCharsets.UTF_8);
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int PLACE_BYTES = 1 + Integer.BYTES + Short.BYTES + Long.BYTES + Short.BYTES;
  private static final int MAC_BYTES = 10;
  private static final int MAX_SHORT = 0xffff;

  /** The characters of an id. */
  public static final int CHARACTERS = (PLACE_BYTES + MAC_BYTES) / 3 * 4;

  private final SecretKey key;

  private FeedIds(SecretKey key) {
    this.key = key;
  }

  /** The ids of all programs that have this privacy key. */
  public static FeedIds of(String privacyKey) {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(privacyKey.getBytes(StandardCharsets.UTF_8))
              .thenExpand(PURPOSE, KEY_BYTES);
      return new FeedIds(KDF.getInstance("HKDF-SHA256").deriveKey(ALGORITHM, parameters));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no HKDF-SHA256", e);
    }
  }

  /** The id of a place, for the readers of a tenant. */
  public String id(String tenant, FeedPosition position) {
    byte[] place =
        ByteBuffer.allocate(PLACE_BYTES)
            .put(VERSION)
            .putInt(position.topic())
            .putShort(unsigned(position.partition()))
            .putLong(position.offset())
            .putShort(unsigned(position.skip()))
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
    ByteBuffer buffer = ByteBuffer.wrap(place, 1, PLACE_BYTES - 1);
    return Optional.of(
        new FeedPosition(
            buffer.getInt(),
            Short.toUnsignedInt(buffer.getShort()),
            buffer.getLong(),
            Short.toUnsignedInt(buffer.getShort())));
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
