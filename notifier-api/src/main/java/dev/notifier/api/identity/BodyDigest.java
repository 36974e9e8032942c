package dev.notifier.api.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Computes a keyed digest of what the caller says in an event. Copies of an event have the same
 * digest, whatever the order of their fields and whichever HTTP format carries them. Without the
 * secret, a number or a name cannot be found by trying them. Thread-safe.
 */
public final class BodyDigest {
  private static final String ALGORITHM = "HmacSHA256";

  /** The same secret also hashes numbers, which never begin like this. */
  private static final String PURPOSE = "event-body";

  private final Mac prototype;

  /**
   * @param secret not empty; the same in all programs
   */
  public BodyDigest(byte[] secret) {
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this Java runtime lacks " + ALGORITHM + "; use a standard JDK", e);
    }
  }

  /**
   * What the digest is about: everything that decides what is sent to whom. The attribute {@code
   * time} does not, and some callers write a new one at each attempt.
   *
   * @param expiresAt what the caller sent; null if the type decides
   * @param sendAfter what the caller sent, even if it has passed; null if there is none
   * @param supersedes the id of the event that it corrects; null if it corrects none
   * @param recipient with the normalised number
   * @param data the other data
   */
  public record Body(
      String type,
      @Nullable String subject,
      @Nullable Integer templateVersion,
      @Nullable Instant expiresAt,
      @Nullable Instant sendAfter,
      @Nullable String supersedes,
      Map<String, ?> recipient,
      Map<String, ?> data) {
    /** Contains no personal data. */
    @Override
    public String toString() {
      return "Body[type=" + type + "]";
    }
  }

  /** Returns the first 128 bits of an HMAC-SHA256. */
  public UUID of(Body body) {
    StringBuilder canonical = new StringBuilder(512);
    append(canonical, PURPOSE);
    append(canonical, body.type());
    append(canonical, body.subject());
    append(canonical, body.templateVersion());
    append(canonical, body.expiresAt() == null ? null : body.expiresAt().toString());
    append(canonical, body.recipient());
    append(canonical, body.data());
    // Others have the digest that earlier releases computed.
    if (body.sendAfter() != null || body.supersedes() != null) {
      append(canonical, body.sendAfter() == null ? null : body.sendAfter().toString());
      append(canonical, body.supersedes());
    }
    ByteBuffer hash =
        ByteBuffer.wrap(copy().doFinal(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    return new UUID(hash.getLong(), hash.getLong());
  }

  /** Writes a JSON value so that no two different values are written alike. */
  private static void append(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append('-');
      case String text -> out.append('"').append(text.length()).append(':').append(text);
      case Boolean bool -> out.append(bool ? 't' : 'f');
      case Map<?, ?> map -> {
        Object[] names = map.keySet().toArray();
        Arrays.sort(names);
        out.append('{').append(names.length).append(':');
        for (Object name : names) {
          append(out, name);
          append(out, map.get(name));
        }
      }
      case List<?> list -> {
        out.append('[').append(list.size()).append(':');
        list.forEach(each -> append(out, each));
      }
      default -> out.append('#').append(value).append(';');
    }
  }

  private Mac copy() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          ALGORITHM + " of this Java runtime cannot be copied; use a standard JDK", e);
    }
  }
}
