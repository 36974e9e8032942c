package dev.notifier.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks paths and queries as they were sent (RFC 3986, 2.1). */
final class PercentEncoding {
  private static final int HEX = 16;

  private PercentEncoding() {}

  /** Whether a path or query is UTF-8 when it is decoded, without control characters. */
  static boolean isText(@Nullable String encoded) {
    if (encoded == null) {
      return true;
    }
    byte[] bytes = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      int value = encoded.charAt(i);
      if (value == '%') {
        value = decoded(encoded, i);
        i += 2;
      }
      if (value < ' ' || value == 0x7f || value > 0xff) {
        return false;
      }
      bytes[length++] = (byte) value;
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      return text.chars().noneMatch(Character::isISOControl);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The byte of the three characters from a percent sign on; negative if they are invalid. */
  private static int decoded(String encoded, int percent) {
    if (percent + 2 >= encoded.length()) {
      return -1;
    }
    int high = digit(encoded.charAt(percent + 1));
    int low = digit(encoded.charAt(percent + 2));
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static int digit(char c) {
    return c < 0x80 ? Character.digit(c, HEX) : -1;
  }
}
