package dev.notifier.api.inbound;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a query or a form (WHATWG URL, 5.1), in UTF-8. Unlike elsewhere in the api, a
 * value may have any character, because a text message may.
 */
final class ProviderForm {
  private static final int MAX_PARAMETERS = 50;
  private static final int HEX = 16;

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();

  private ProviderForm() {}

  /** Reads the parameters; empty if they are not percent-encoded UTF-8, or too many. */
  static Optional<ProviderForm> parse(byte[] encoded) {
    ProviderForm form = new ProviderForm();
    int parameters = 0;
    int start = 0;
    while (start < encoded.length) {
      int end = indexOf(encoded, '&', start, encoded.length);
      if (end > start && (++parameters > MAX_PARAMETERS || !form.add(encoded, start, end))) {
        return Optional.empty();
      }
      start = end + 1;
    }
    return Optional.of(form);
  }

  private boolean add(byte[] encoded, int start, int end) {
    int equals = indexOf(encoded, '=', start, end);
    try {
      String name = decoded(encoded, start, equals);
      String value = decoded(encoded, Math.min(equals + 1, end), end);
      if (values.putIfAbsent(name, value) != null) {
        repeated.add(name);
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static int indexOf(byte[] bytes, char wanted, int start, int end) {
    int index = start;
    while (index < end && bytes[index] != wanted) {
      index++;
    }
    return index;
  }

  private static String decoded(byte[] encoded, int start, int end)
      throws CharacterCodingException {
    byte[] bytes = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      byte value = encoded[i];
      if (value == '+') {
        value = ' ';
      } else if (value == '%') {
        if (i + 2 >= end) {
          throw new CharacterCodingException();
        }
        value = (byte) (digit(encoded[i + 1]) * HEX + digit(encoded[i + 2]));
        i += 2;
      }
      bytes[length++] = value;
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
  }

  private static int digit(byte character) throws CharacterCodingException {
    int digit = character < 0 ? -1 : Character.digit((char) character, HEX);
    if (digit < 0) {
      throw new CharacterCodingException();
    }
    return digit;
  }

  /** Whether a parameter occurs more than once. */
  boolean isRepeated(String name) {
    return repeated.contains(name);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value; empty if it is missing. */
  String value(String name) {
    return values.getOrDefault(name, "");
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "ProviderForm[" + values.size() + "]";
  }
}
