package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;

/**
 * Where the next page of a search begins, as callers get and return it. It is signed together with
 * what was searched by whom, so it is accepted for the same search only, and says nothing about a
 * person. Thread-safe.
 */
public final class SignedCursors {
  private static final int SIGNATURE_BYTES = 16;
  private static final int PLACE_BYTES = 16;

  private final Mac prototype;

  /**
   * @param mac initialised with a key that is used for nothing else
   */
  public SignedCursors(Mac mac) {
    this.prototype = mac;
  }

  /**
   * Returns the cursor of a page.
   *
   * @param search the tenant, the operation and everything that was asked for
   */
  public String of(UUID place, List<String> search) {
    byte[] bytes = bytes(place);
    byte[] signature = signature(bytes, search);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(SIGNATURE_BYTES + PLACE_BYTES).put(signature).put(bytes).array());
  }

  /**
   * Returns where a page begins.
   *
   * @param cursor in the field {@code cursor} of the body
   * @throws ProblemException if it is none of the same search
   */
  public UUID place(String cursor, List<String> search) {
    byte[] bytes = decoded(cursor);
    if (bytes.length == SIGNATURE_BYTES + PLACE_BYTES) {
      byte[] place = Arrays.copyOfRange(bytes, SIGNATURE_BYTES, bytes.length);
      byte[] signature = Arrays.copyOf(bytes, SIGNATURE_BYTES);
      if (MessageDigest.isEqual(signature, signature(place, search))) {
        ByteBuffer read = ByteBuffer.wrap(place);
        return new UUID(read.getLong(), read.getLong());
      }
    }
    throw new ProblemException(
        Problem.of(
            List.of(
                new Violation(
                    "/cursor",
                    ErrorCode.INVALID_PARAMETER,
                    "This is not the next of a page of this search. Send that of the previous"
                        + " response, with the same fields otherwise, or none."))));
  }

  private static byte[] decoded(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] signature(byte[] place, List<String> search) {
    Mac mac = copy();
    for (String each : search) {
      byte[] text = each.getBytes(StandardCharsets.UTF_8);
      // With the lengths, so that no two different searches are signed alike.
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      mac.update(text);
    }
    return Arrays.copyOf(mac.doFinal(place), SIGNATURE_BYTES);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(PLACE_BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private Mac copy() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The HMAC of this Java runtime cannot be copied", e);
    }
  }
}
