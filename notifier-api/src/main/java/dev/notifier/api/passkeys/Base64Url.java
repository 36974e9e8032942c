package dev.notifier.api.passkeys;

import java.util.Base64;

/** Bytes in JSON, as browsers write them (RFC 4648, 5, without padding). */
final class Base64Url {
  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Decodes a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
