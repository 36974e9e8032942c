package dev.notifier.kafka.clients;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Signs the records of compacted topics and checks the signatures. Someone who can write to Kafka,
 * but does not have the privacy key, cannot change routes, templates and event types, and cannot
 * delete one.
 *
 * <p>The signature is the value of the header {@value #HEADER}: one byte with the version, eight
 * bytes with the time of publication in milliseconds, and 32 bytes with the HMAC-SHA256 (RFC 2104)
 * of topic, key, time and value. The secret is derived from the privacy key with HKDF-SHA256 (RFC
 * 5869), so that no other use of the privacy key yields a signature. Thread-safe.
 */
public final class RecordSignatures {
  /** The name of the header. */
  public static final String HEADER = "notifier-signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE = utf8("notifier records of compacted topics");
  private static final byte VERSION = 1;
  private static final int HMAC_BYTES = 32;
  private static final int HEADER_BYTES = 1 + Long.BYTES + HMAC_BYTES;

  private final SecretKey key;
  private final Clock clock;

  /** The newest time of the records of each key, as far as this process knows them. */
  private final Map<RecordKey, Long> newest = new ConcurrentHashMap<>();

  private record RecordKey(String topic, String key) {
    static RecordKey of(String topic, byte[] key) {
      return new RecordKey(topic, new String(key, StandardCharsets.UTF_8));
    }
  }

  private RecordSignatures(SecretKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * The signatures of all programs that have this privacy key.
   *
   * @param clock gives the time of publication
   */
  public static RecordSignatures of(String privacyKey, Clock clock) {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract().addIKM(utf8(privacyKey)).thenExpand(PURPOSE, HMAC_BYTES);
      return new RecordSignatures(
          KDF.getInstance("HKDF-SHA256").deriveKey(ALGORITHM, parameters), clock);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no HKDF-SHA256", e);
    }
  }

  /**
   * The header for a record that is published now. Its time is later than that of every record of
   * the key that this process knows: otherwise the clock of a machine that is behind would let it
   * publish records that all programs reject.
   *
   * @param value null if the record deletes the key
   */
  public Header sign(String topic, byte[] recordKey, byte @Nullable [] value) {
    long time =
        newest.merge(
            RecordKey.of(topic, recordKey),
            clock.millis(),
            (known, now) -> Math.max(known + 1, now));
    return header(topic, recordKey, time, value);
  }

  /**
   * The header for a record that has a version in its value and is never deleted. Nothing about its
   * key is remembered, so there may be millions of them.
   */
  public Header signVersioned(String topic, byte[] recordKey, byte[] value) {
    return header(topic, recordKey, clock.millis(), value);
  }

  private Header header(String topic, byte[] recordKey, long time, byte @Nullable [] value) {
    return new RecordHeader(
        HEADER,
        ByteBuffer.allocate(HEADER_BYTES)
            .put(VERSION)
            .putLong(time)
            .put(hmac(topic, recordKey, time, value))
            .array());
  }

  /**
   * Checks a record.
   *
   * @param value null if the record deletes the key
   * @return when the record was published, in milliseconds since 1970; null if the signature is
   *     missing or wrong
   */
  public @Nullable Long publishedAt(
      String topic, byte[] recordKey, byte @Nullable [] value, Headers headers) {
    Header header = headers.lastHeader(HEADER);
    byte[] bytes = header == null ? null : header.value();
    if (bytes == null || bytes.length != HEADER_BYTES || bytes[0] != VERSION) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, HEADER_BYTES - 1);
    long time = buffer.getLong();
    byte[] signature = new byte[HMAC_BYTES];
    buffer.get(signature);
    return MessageDigest.isEqual(signature, hmac(topic, recordKey, time, value)) ? time : null;
  }

  /**
   * Remembers a record that was read and accepted, as one of as many keys as the topics have.
   *
   * @param publishedAt in milliseconds since 1970
   */
  public void accepted(String topic, byte[] recordKey, long publishedAt) {
    newest.merge(RecordKey.of(topic, recordKey), publishedAt, Math::max);
  }

  private byte[] hmac(String topic, byte[] recordKey, long time, byte @Nullable [] value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(VERSION);
      // The lengths keep "ab" + "c" and "a" + "bc" apart.
      update(mac, utf8(topic));
      update(mac, recordKey);
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(time).flip());
      mac.update((byte) (value == null ? 0 : 1));
      if (value != null) {
        update(mac, value);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no " + ALGORITHM, e);
    }
  }

  private static void update(Mac mac, byte[] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    mac.update(part);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
